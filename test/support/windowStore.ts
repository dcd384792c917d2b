import { Emitter, type Event } from '../../src/util/event';
import type { Save } from '../../src/save/save';
import type { SaveStore } from '../../src/save/saveStore';

/** Keeps nothing beyond the window: every save is this window's own, and its announcement too. */
export function windowStore(): SaveStore {
  return {
    open: async () => undefined,
    begin: async () => undefined,
    keep: async () => undefined,
    end: async () => true,
    reopen: async () => true,
    restore: async () => undefined,
    askToStop: async () => undefined,
    readEnded: async () => [],
    remove: async () => undefined,
    onDidSee: never<Save>(),
    onDidForget: never<string>(),
    onDidTake: never<Save>(),
    onDidLose: never<string>(),
    onDidAskToStop: never<string>(),
    onDidFail: never(),
    dispose: () => undefined,
  };
}

/** Of what no other window can do. */
function never<T>(): Event<T> {
  return new Emitter<T>().event;
}
