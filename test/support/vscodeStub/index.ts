/**
 * The double of the `vscode` module: `vi.mock('vscode', () => import('…/support/vscodeStub'))`. It contains what the extension uses and
 * nothing else, so that code which uses more fails here instead of passing by luck. {@link screen} holds what the user sees.
 */
export { l10n } from './l10n';
export { QuickInputButtons } from './quickInput';
export { screen } from './screen';
export * from './values';
export { focusWindow, window } from './window';
export { commands, env, extensionContext, extensions, workspace } from './workspace';
