// The file that is loaded when somebody first looks at a view or asks for something: trees, questions, reports, documents,
// errors in words. What VS Code draws without being asked (status bar, notifications) is in extension.ts.
export { errorText } from './ui/messages/errorText';
export { namedErrorText } from './ui/messages/namedErrorText';
export { needsCredentials } from './ui/messages/needsCredentials';
export { SaveNotification } from './ui/saving/saveNotification';
export { saveImageCommand } from './ui/saving/saveImageCommand';
export { openImages } from './ui/images/openImages';
export { openSaves } from './ui/saves/openSaves';
export { announceSave } from './ui/saving/announceSave';
export { diagnoseCommand } from './ui/diagnose/diagnoseCommand';
export { addConnectionCommand } from './ui/connecting/addConnection';
export { manageConnectionsCommand } from './ui/connecting/manageConnections';
export { updateCredentialsCommand } from './ui/connecting/updateCredentials';
export { WindowEndpoint } from './ui/remote/windowEndpoint';
export { openNotebooks } from './ui/notebooks/openNotebooks';
