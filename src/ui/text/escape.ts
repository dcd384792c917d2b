/**
 * Escapes Markdown links. VS Code renders `[text](url)` in notifications as a link, which can also run a command, so texts from the
 * service and from users must not contain one.
 */
export function escapeLinks(text: string): string {
  return text.replaceAll('](', '] (');
}

/** Escapes icons. VS Code renders `$(name)` in a label as an icon, which names from users and the service must not contain. */
export function escapeIcons(text: string): string {
  return text.replaceAll('$(', '$ (');
}

const COLUMNS = 90;

/** A word or one Chinese character, with its punctuation, which must not be separated from it by a line break. */
const PIECES =
  /[“‘（《「]*(?:\p{Script=Han}|[^\s\p{Script=Han}“‘（《「]+)[”’）》」，。；：！？、]*\s*|[“‘（《「]+\s*/gu;
/** Characters that are two columns wide. */
const WIDE = /[\p{Script=Han}\u3000-\u303f\uff00-\uff60]/gu;

/** Wraps text at {@link COLUMNS} columns, between words or Chinese characters, so that editors need no horizontal scrolling. */
export function wrapText(text: string): string {
  const lines: string[] = [];
  let line = '';
  for (const [piece] of text.trimStart().matchAll(PIECES)) {
    if (line !== '' && widthOf(line + piece.trimEnd()) > COLUMNS) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
  }
  return [...lines, line.trimEnd()].join('\n');
}

function widthOf(text: string): number {
  return text.length + (text.match(WIDE)?.length ?? 0);
}
