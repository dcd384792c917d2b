import type { QuickInput } from './quickInput';

export interface ShownMessage {
  readonly severity: 'information' | 'warning' | 'error';
  readonly text: string;
  readonly modal: boolean;
  readonly detail: string | undefined;
  readonly actions: readonly string[];
  /** Simulates the button the user presses; undefined = dismisses the message. */
  answer(action: string | undefined): void;
}

/** A running progress notification. */
export interface ShownProgress {
  readonly title: string;
  /** Messages reported so far. */
  readonly messages: readonly string[];
  /** Increments reported with each message; undefined = indeterminate. */
  readonly increments: readonly (number | undefined)[];
  readonly isNotification: boolean;
  /** Simulates pressing Cancel. */
  cancel(): void;
}

export interface Provider {
  provideTextDocumentContent(uri: unknown, token: unknown): unknown;
}

type Command = (...values: readonly unknown[]) => Promise<unknown>;

/** Everything tests observe of the user's screen, actions and settings. */
const empty = () => ({
  quickInput: undefined as QuickInput | undefined,
  /** Every quick input that was created, oldest first. */
  made: [] as QuickInput[],
  messages: [] as ShownMessage[],
  progress: [] as ShownProgress[],
  /** Temporary messages in the status bar. */
  statusMessages: [] as string[],
  /** Items of the status bar, including hidden ones. */
  statusItems: [] as { text: string }[],
  /** URLs that were opened in a browser. */
  opened: [] as string[],
  /** Texts that were copied. */
  copied: [] as string[],
  /** Ids of the commands that code ran. */
  commands: [] as string[],
  /** The same commands with their arguments: `[id, ...arguments]`. */
  calls: [] as (readonly unknown[])[],
  /** The user's answer to `showInputBox`. */
  inputAnswer: undefined as string | undefined,
  /** User settings by their full key; a missing key is not set. */
  settings: {} as Readonly<Record<string, unknown>>,
  /** Setting values by full key and scope (`workspaceValue`, `globalLocalValue`, …), visible only to `inspect`. */
  inspected: {} as Readonly<Record<string, object>>,
  documents: [] as readonly { readonly uri: unknown }[],
  /** URI of the file in the active editor. */
  activeFile: undefined as unknown,
  folders: undefined as readonly unknown[] | undefined,
  isTrusted: false,
  remoteName: undefined as string | undefined,
  /** Installed extensions by ID. */
  extensions: {} as Readonly<Record<string, unknown>>,
});

/** The part of a tree data provider that tests call. */
export interface TreeProvider {
  getChildren(): Promise<readonly object[]>;
}

/** The screen that all stubs share. */
export const screen = {
  ...empty(),
  /** Registered commands by ID. */
  registered: new Map<string, Command>(),
  /** Registered document providers by scheme. */
  providers: new Map<string, Provider>(),
  /** Registered tree data providers by view. */
  trees: new Map<string, TreeProvider>(),
  /** Resets everything except registrations. */
  clear(): void {
    Object.assign(this, empty());
  },
};
