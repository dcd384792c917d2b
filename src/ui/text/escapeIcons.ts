/** VS Code draws `$(name)` in a label as an icon: names that people or the service wrote must not. */
export function escapeIcons(text: string): string {
  return text.replaceAll('$(', '$ (');
}
