/** Which VS Code: the newest at hand, or the oldest the manifest promises. */
export type VsCodeName = 'newest' | 'oldest';

/** Folder of code-server, and the Node that runs it. */
export const vsCodes: Readonly<Record<VsCodeName, { readonly codeServer: string; readonly node: string }>>;
