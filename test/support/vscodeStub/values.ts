interface Listening {
  dispose(): void;
}

/** Like VS Code's: a listener that throws does not prevent the other listeners from being called. */
export class EventEmitter<T> {
  readonly #listeners = new Set<(value: T) => void>();

  readonly event = (listener: (value: T) => void): Listening => {
    const added = (value: T): void => listener(value);
    this.#listeners.add(added);
    return { dispose: () => this.#listeners.delete(added) };
  };

  /** Number of current listeners. */
  get listeners(): number {
    return this.#listeners.size;
  }

  fire(value: T): void {
    const thrown: unknown[] = [];
    for (const listener of Array.from(this.#listeners)) {
      try {
        listener(value);
      } catch (error) {
        thrown.push(error);
      }
    }
    if (thrown.length > 0) throw new AggregateError(thrown, 'a listener threw');
  }

  dispose(): void {
    this.#listeners.clear();
  }
}

type UriParts = Readonly<Record<'scheme' | 'authority' | 'path' | 'query', string>>;

export class Uri implements UriParts {
  private constructor(
    readonly scheme: string,
    readonly authority: string,
    readonly path: string,
    readonly query: string,
    private readonly text: string,
  ) {}

  static parse(text: string): Uri {
    const [, scheme = '', authority = '', path = '', query = ''] =
      /^([^:]*):(?:\/\/([^/?#]*))?([^?#]*)\??([^#]*)/.exec(text) ?? [];
    return new Uri(scheme, authority, path, query, text);
  }

  static from({ scheme, authority = '', path = '', query = '' }: Partial<UriParts> & Pick<UriParts, 'scheme'>): Uri {
    const text = `${scheme}:${authority && `//${authority}`}${path}${query && `?${query}`}`;
    return new Uri(scheme, authority, path, query, text);
  }

  toString(): string {
    return this.text;
  }
}

export class ThemeColor {
  constructor(readonly id: string) {}
}

export class ThemeIcon {
  constructor(
    readonly id: string,
    readonly color?: ThemeColor,
  ) {}
}

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

export class CancellationError extends Error {}

export const ConfigurationTarget = { Global: 1, Workspace: 2, WorkspaceFolder: 3 } as const;
export const InputBoxValidationSeverity = { Info: 1, Warning: 2, Error: 3 } as const;
export const ProgressLocation = { SourceControl: 1, Window: 10, Notification: 15 } as const;
export const QuickPickItemKind = { Separator: -1, Default: 0 } as const;
export const StatusBarAlignment = { Left: 1, Right: 2 } as const;
export const TreeItemCollapsibleState = { None: 0, Collapsed: 1, Expanded: 2 } as const;
export const UIKind = { Desktop: 1, Web: 2 } as const;
export const version = '1.105.0';
