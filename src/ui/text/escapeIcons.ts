/** Escapes icons. VS Code renders `$(name)` in a label as an icon, which names from users and the service must not contain. */
export function escapeIcons(text: string): string {
  return text.replaceAll('$(', '$ (');
}
