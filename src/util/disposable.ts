/** What holds something until it is told to let go. The shape VS Code uses, without VS Code. */
export interface Disposable {
  dispose(): void;
}

/** One disposable over many; lets go in reverse order, once. */
export function disposeAll(parts: readonly Disposable[]): Disposable {
  let open = true;
  return {
    dispose() {
      if (!open) return;
      open = false;
      for (const part of parts.toReversed()) part.dispose();
    },
  };
}
