import type { QuickInput } from './quickInput';

export interface ShownMessage {
  readonly severity: 'information' | 'warning' | 'error';
  readonly text: string;
  readonly modal: boolean;
  readonly detail: string | undefined;
  readonly actions: readonly string[];
  /** What the person presses; undefined = closes it. */
  answer(action: string | undefined): void;
}

/** Work that goes on at this moment. */
export interface ShownProgress {
  readonly title: string;
  /** What it said so far. */
  readonly messages: readonly string[];
  /** How far the bar went with each message; undefined = it ran without an end. */
  readonly increments: readonly (number | undefined)[];
  readonly isNotification: boolean;
  /** The person presses Cancel. */
  cancel(): void;
}

export interface Provider {
  provideTextDocumentContent(uri: unknown, token: unknown): unknown;
}

type Command = (...values: readonly unknown[]) => Promise<unknown>;

/** What a user sees, did and has configured, as far as tests ask. */
const empty = () => ({
  quickInput: undefined as QuickInput | undefined,
  /** Every quick input that was created, oldest first. */
  made: [] as QuickInput[],
  messages: [] as ShownMessage[],
  progress: [] as ShownProgress[],
  /** Short messages in the status bar. */
  statusMessages: [] as string[],
  /** Items of the status bar, also those that are hidden. */
  statusItems: [] as { text: string }[],
  /** Addresses that were opened in a browser. */
  opened: [] as string[],
  /** Texts that were copied. */
  copied: [] as string[],
  /** Ids of the commands that were run by code. */
  commands: [] as string[],
  /** The same commands with their arguments: `[id, ...arguments]`. */
  calls: [] as (readonly unknown[])[],
  /** What the user answers to `showInputBox`. */
  inputAnswer: undefined as string | undefined,
  /** User settings by their whole key; a missing one is not set. */
  settings: {} as Readonly<Record<string, unknown>>,
  /** Values of settings by their whole key and place (`workspaceValue`, `globalLocalValue`, …), visible to `inspect` alone. */
  inspected: {} as Readonly<Record<string, object>>,
  documents: [] as readonly { readonly uri: unknown }[],
  /** Address of the file in the active editor. */
  activeFile: undefined as unknown,
  folders: undefined as readonly unknown[] | undefined,
  isTrusted: false,
  remoteName: undefined as string | undefined,
  /** Installed extensions by id. */
  extensions: {} as Readonly<Record<string, unknown>>,
});

/** The state of the window that the double of `vscode` stands for. */
class Screen {
  /** Registered commands by id. */
  readonly registered = new Map<string, Command>();
  /** Registered providers of documents by scheme. */
  readonly providers = new Map<string, Provider>();

  /** Forgets everything but what is registered. */
  clear(): void {
    Object.assign(this, empty());
  }
}

export const screen = Object.assign(new Screen(), empty());
