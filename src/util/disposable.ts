/** What holds something until it is told to let go. The shape VS Code uses, without VS Code. */
export interface Disposable {
  dispose(): void;
}

/**
 * One disposable over many; lets go in reverse order, once.
 *
 * @throws the first error of a part, after every part has been asked.
 */
export function disposeAll(parts: readonly Disposable[]): Disposable {
  let open = true;
  return {
    dispose() {
      if (!open) return;
      open = false;
      disposeEach(parts.toReversed());
    },
  };
}

function disposeEach([first, ...rest]: readonly Disposable[]): void {
  try {
    first?.dispose();
  } finally {
    if (rest.length > 0) disposeEach(rest);
  }
}
