/** Releases resources on `dispose`. Same shape as in VS Code, without depending on it. */
export interface Disposable {
  dispose(): void;
}

/**
 * Combines disposables into one that disposes them once, in reverse order.
 *
 * @throws the first error of a part, after all parts were disposed
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
