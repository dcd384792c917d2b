/**
 * What a command does without an argument. `nothing`: it needs none. `rejects`: it needs one. Else it asks, by a list with this
 * placeholder.
 */
export type WithoutTarget =
  | 'nothing'
  | 'rejects'
  | 'Which notebook?'
  | 'Which image?'
  | 'Which save?'
  | 'Select the connection to use';

/** Every command, by its id without the prefix. */
export const COMMANDS_WITHOUT_TARGET: Readonly<Record<string, WithoutTarget>> = {
  saveImage: 'Which notebook?',
  addConnection: 'nothing',
  manageConnections: 'Select the connection to use',
  startDemo: 'nothing',
  refresh: 'nothing',
  filterNotebooks: 'nothing',
  arrangeNotebooks: 'nothing',
  filterImages: 'nothing',
  diagnose: 'nothing',
  showLog: 'nothing',
  startNotebook: 'Which notebook?',
  stopNotebook: 'Which notebook?',
  renewLease: 'Which notebook?',
  openNotebook: 'Which notebook?',
  openSsh: 'Which notebook?',
  viewDetails: 'rejects',
  copyImageReference: 'Which image?',
  copyAs: 'Which image?',
  deleteImage: 'Which image?',
  openImageConsole: 'nothing',
  stopFollowing: 'Which save?',
  checkSave: 'Which save?',
  saveAgain: 'Which save?',
  removeSave: 'Which save?',
  clearNotebookFilter: 'nothing',
  clearImageFilter: 'nothing',
  // Of the connection in use, which its boxes name.
  updateCredentials: 'nothing',
};

/** Commands in the palette without a connection. */
export const ALWAYS_IN_PALETTE = ['saveImage', 'addConnection', 'startDemo', 'diagnose', 'showLog'] as const;

/** Commands in the palette once there is a connection, beside {@link ALWAYS_IN_PALETTE}. */
export const IN_PALETTE_WHEN_CONNECTED = [
  'manageConnections',
  'refresh',
  'filterNotebooks',
  'arrangeNotebooks',
  'filterImages',
] as const;
