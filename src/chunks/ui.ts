// Entry point of the bundle that is loaded when a view is first shown or a command first runs: trees, prompts, reports,
// documents, error texts, notifications. The status bar items are in the bundle of extension.ts.

export { addConnectionCommand, manageConnectionsCommand } from '../ui/connections/manageConnections';
export { updateCredentialsCommand } from '../ui/connections/updateCredentials';
export { diagnoseCommand } from '../ui/diagnostics/diagnoseCommand';
export { openImages } from '../ui/images/openImages';
export { openNotebooks } from '../ui/notebooks/openNotebooks';
export { WindowEndpoint } from '../ui/remote/windowEndpoint';
export { rowActions } from '../ui/rowActions';
export { saveImageCommand } from '../ui/saves/flow/saveImageCommand';
export { openSaves } from '../ui/saves/openSaves';
export { announceSave } from '../ui/saves/progress/announceSave';
export { SaveNotification } from '../ui/saves/progress/saveNotification';
export { needsCredentials } from '../ui/text/credentialErrors';
export { errorText, namedErrorText } from '../ui/text/errorText';
