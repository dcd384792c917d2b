const COLUMNS = 90;

/** A word, or one Chinese character, with the marks that belong to it: none of them begins or ends a line alone. */
const PIECES =
  /[“‘（《「]*(?:\p{Script=Han}|[^\s\p{Script=Han}“‘（《「]+)[”’）》」，。；：！？、]*\s*|[“‘（《「]+\s*/gu;
/** Takes two columns. */
const WIDE = /[\p{Script=Han}\u3000-\u303f\uff00-\uff60]/gu;

/** A text broken into lines that an editor shows without scrolling sideways: between words, or between Chinese characters. */
export function wrapped(text: string): string {
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
