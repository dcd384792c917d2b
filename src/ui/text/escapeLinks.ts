/**
 * Text for a notification: VS Code draws `[text](address)` there as a link, also one that runs a command, which what a service
 * or a person wrote must never become.
 */
export function escapeLinks(text: string): string {
  return text.replaceAll('](', '] (');
}
