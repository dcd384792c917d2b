/** What rows of a tree are made of, as far as tests look at it. */
export class ThemeColor {
  constructor(readonly id: string) {}
}

export class ThemeIcon {
  constructor(
    readonly id: string,
    readonly color?: ThemeColor,
  ) {}
}

export const TreeItemCollapsibleState = { None: 0, Collapsed: 1, Expanded: 2 } as const;

export class TreeItem {
  id: string | undefined;
  description: string | undefined;
  iconPath: ThemeIcon | undefined;
  contextValue: string | undefined;
  tooltip: string | MarkdownString | undefined;
  accessibilityInformation: { readonly label: string } | undefined;

  constructor(
    readonly label: string,
    readonly collapsibleState: number = TreeItemCollapsibleState.None,
  ) {}
}

export class MarkdownString {
  value = '';
  isTrusted: boolean | undefined;
  supportHtml: boolean | undefined;
  supportThemeIcons: boolean | undefined;

  appendMarkdown(text: string): this {
    this.value += text;
    return this;
  }
}
