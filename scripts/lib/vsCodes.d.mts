/** The newest VS Code, which is a dependency, or the oldest one that the manifest supports. */
export type VsCodeName = 'newest' | 'oldest';

/** Folder of code-server and path of the Node that runs it, by name. */
export const vsCodes: Readonly<Record<VsCodeName, { readonly codeServer: string; readonly node: string }>>;
