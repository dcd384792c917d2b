/**
 * Stands in for the `vscode` module where a test types into boxes: `vi.mock('vscode', () => import('…/vscodeStub'))`.
 * It has what those tests need and nothing else, so that code which uses more fails here instead of passing by luck.
 */
export { l10n } from '../vscodeWords';
export { EventEmitter } from './eventEmitter';
export { InputBoxValidationSeverity } from './inputBox';
export { QuickInputButtons } from './quickInput';
export { QuickPickItemKind } from './quickPick';
export { MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from './tree';
export { Uri } from './uri';
export { ProgressLocation, StatusBarAlignment, window } from './window';
export { commands, env, extensions, workspace } from './rest';
