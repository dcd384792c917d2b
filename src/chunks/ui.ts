// The file that is loaded when somebody first looks at a view or asks for something: trees, questions, reports, documents,
// errors in words. What VS Code draws without being asked (status bar, notifications) is in extension.ts.

export { addConnectionCommand } from '../ui/connections/addConnection';
export { manageConnectionsCommand } from '../ui/connections/manageConnections';
export { updateCredentialsCommand } from '../ui/connections/updateCredentials';
export { diagnoseCommand } from '../ui/diagnostics/diagnoseCommand';
export { openImages } from '../ui/images/openImages';
export { openNotebooks } from '../ui/notebooks/openNotebooks';
export { WindowEndpoint } from '../ui/remote/windowEndpoint';
export { saveImageCommand } from '../ui/saves/flow/saveImageCommand';
export { openSaves } from '../ui/saves/openSaves';
export { announceSave } from '../ui/saves/progress/announceSave';
export { SaveNotification } from '../ui/saves/progress/saveNotification';
export { errorText } from '../ui/text/errorText';
export { namedErrorText } from '../ui/text/namedErrorText';
export { needsCredentials } from '../ui/text/needsCredentials';
