/**
 * What a command of the palette does where nothing says what it is meant for. `nothing`: it needs no such thing. `hidden`: it is
 * not in the palette. Else it asks, by a list with this placeholder.
 */
export type WithoutTarget =
  | 'nothing'
  | 'hidden'
  | 'Which notebook?'
  | 'Which image?'
  | 'Which save?'
  | 'Which connection?'
  | 'Which connection do you want to use?';

/** Every command, by its id without the prefix. */
export const PALETTE: Readonly<Record<string, WithoutTarget>> = {
  saveImage: 'Which notebook?',
  startNotebook: 'Which notebook?',
  stopNotebook: 'Which notebook?',
  renewLease: 'Which notebook?',
  openNotebook: 'Which notebook?',
  openSsh: 'Which notebook?',
  viewNotebookDetails: 'Which notebook?',
  copyNotebookName: 'Which notebook?',
  copyNotebookId: 'Which notebook?',
  copyNotebookEndpoint: 'Which notebook?',
  viewImageDetails: 'Which image?',
  copyImageReference: 'Which image?',
  copyAs: 'Which image?',
  deleteImage: 'Which image?',
  revealImage: 'hidden',
  stopFollowing: 'Which save?',
  resumeFollowing: 'Which save?',
  checkSave: 'Which save?',
  saveAgain: 'Which save?',
  removeSave: 'Which save?',
  viewSaveDetails: 'Which save?',
  switchConnection: 'Which connection do you want to use?',
  removeConnection: 'Which connection?',
  // Of the connection in use, which its boxes name.
  updateCredentials: 'nothing',
  addConnection: 'nothing',
  startDemo: 'nothing',
  refresh: 'nothing',
  showLog: 'nothing',
  diagnose: 'nothing',
  showSaves: 'nothing',
  filterImages: 'nothing',
  clearImageFilter: 'nothing',
  openImageConsole: 'hidden',
  filterNotebooks: 'nothing',
  clearFilter: 'nothing',
  groupNotebooks: 'nothing',
  sortNotebooks: 'nothing',
};
