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

/** What a person sees at this moment, and what was there. */
class Screen {
  quickInput: QuickInput | undefined;
  /** Every quick input there ever was, oldest first. */
  made: QuickInput[] = [];
  messages: ShownMessage[] = [];

  clear(): void {
    this.quickInput = undefined;
    this.made = [];
    this.messages = [];
  }
}

export const screen = new Screen();
