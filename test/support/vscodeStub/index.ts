/**
 * Stub of the `vscode` module: `vi.mock('vscode', () => import('…/support/vscodeStub'))`. Contains only what the
 * extension uses, so that code that uses more fails in tests. {@link screen} holds what the user sees.
 */
export { l10n } from './l10n';
export { QuickInputButtons } from './quickInput';
export { screen } from './screen';
export * from './values';
export { focusWindow, window } from './window';
export { commands, env, extensionContext, extensions, workspace } from './workspace';
