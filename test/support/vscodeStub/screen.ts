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

/** What a person sees at this moment, and what was there. */
class Screen {
  quickInput: QuickInput | undefined;
  /** Every quick input there ever was, oldest first. */
  made: QuickInput[] = [];
  messages: ShownMessage[] = [];
  progress: ShownProgress[] = [];
  /** What the status bar said, and its items at this moment. */
  statusBar: { text: string }[] = [];
  /** Addresses that were opened in a browser. */
  opened: string[] = [];
  /** Commands that were run by code, by their id. */
  commands: string[] = [];
  /** What the settings say, by their whole key; what is not there is not set. */
  settings: Readonly<Record<string, unknown>> = {};

  /** Whether the person trusts the workspace. */
  isTrusted = false;

  clear(): void {
    this.quickInput = undefined;
    this.made = [];
    this.messages = [];
    this.progress = [];
    this.statusBar = [];
    this.opened = [];
    this.commands = [];
    this.settings = {};
    this.isTrusted = false;
  }
}

export const screen = new Screen();
