/**
 * Escapes Markdown links. VS Code renders `[text](url)` in notifications as a link, which can also run a command, so texts from the
 * service and from users must not contain one.
 */
export function escapeLinks(text: string): string {
  return text.replaceAll('](', '] (');
}
