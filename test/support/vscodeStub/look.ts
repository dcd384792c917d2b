import { settled } from '../manualClock';
import { InputBox, QuickPick } from './quickInput';
import { type ShownMessage, screen } from './screen';

/** The box on the screen; fails when there is none. */
export function shownBox(): InputBox {
  const { quickInput } = screen;
  if (quickInput instanceof InputBox) return quickInput;
  throw new Error('No input box is on the screen');
}

/** The list on the screen; fails when there is none. */
export function shownPick(): QuickPick {
  const { quickInput } = screen;
  if (quickInput instanceof QuickPick) return quickInput;
  throw new Error('No quick pick is on the screen');
}

/** The message that was shown last; fails when there was none. */
export function shownMessage(): ShownMessage {
  const last = screen.messages.at(-1);
  if (last) return last;
  throw new Error('No message was shown');
}

/** What is left of quick inputs after a flow: nothing, if it cleaned up. */
export function leftovers(): readonly string[] {
  return screen.made
    .filter(({ disposed, listeners }) => !disposed || listeners > 0)
    .map(({ title, listeners }) => `${title}: ${listeners} listeners`);
}

/**
 * Waits until something is on the screen; no time passes on the test's clock.
 *
 * @throws Error naming `what` after 15 seconds
 */
export async function appears(isSo: () => unknown, what: string): Promise<void> {
  const end = performance.now() + 15_000;
  while (!isSo()) {
    if (performance.now() > end) throw new Error(`${what} did not appear: ${JSON.stringify(screen.messages)}`);
    await settled();
  }
}
