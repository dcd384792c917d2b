/** Command ids, as contributed in package.json. A test keeps both in sync. */
export const COMMANDS = {
  saveImage: 'modelartsImages.saveImage',
  addConnection: 'modelartsImages.addConnection',
  manageConnections: 'modelartsImages.manageConnections',
  startDemo: 'modelartsImages.startDemo',
  refresh: 'modelartsImages.refresh',
  filterNotebooks: 'modelartsImages.filterNotebooks',
  arrangeNotebooks: 'modelartsImages.arrangeNotebooks',
  filterImages: 'modelartsImages.filterImages',
  diagnose: 'modelartsImages.diagnose',
  showLog: 'modelartsImages.showLog',
  startNotebook: 'modelartsImages.startNotebook',
  stopNotebook: 'modelartsImages.stopNotebook',
  renewLease: 'modelartsImages.renewLease',
  openNotebook: 'modelartsImages.openNotebook',
  openSsh: 'modelartsImages.openSsh',
  viewDetails: 'modelartsImages.viewDetails',
  copyImageReference: 'modelartsImages.copyImageReference',
  copyAs: 'modelartsImages.copyAs',
  deleteImage: 'modelartsImages.deleteImage',
  openImageConsole: 'modelartsImages.openImageConsole',
  stopFollowing: 'modelartsImages.stopFollowing',
  checkSave: 'modelartsImages.checkSave',
  saveAgain: 'modelartsImages.saveAgain',
  removeSave: 'modelartsImages.removeSave',
  clearNotebookFilter: 'modelartsImages.clearNotebookFilter',
  clearImageFilter: 'modelartsImages.clearImageFilter',
  updateCredentials: 'modelartsImages.updateCredentials',
} as const;

/** Commands that package.json does not contribute, for API that accepts only a command. */
export const INTERNAL_COMMANDS = {
  /** Selects the row of the oldest save in progress. */
  revealSave: 'modelartsImages.saves.reveal',
} as const;

/** Id of a contributed command. */
export type CommandId = (typeof COMMANDS)[keyof typeof COMMANDS];

/** View ids, as contributed in package.json. */
export const VIEWS = {
  notebooks: 'modelartsImages.notebooks',
  images: 'modelartsImages.images',
  saves: 'modelartsImages.saves',
} as const;

/** Context keys for `when` clauses. */
export const CONTEXT = {
  connections: 'modelartsImages.connections',
  hasSaves: 'modelartsImages.hasSaves',
  state: 'modelartsImages.state',
  images: 'modelartsImages.imagesState',
  imageFilter: 'modelartsImages.imageFilter',
  isFiltered: 'modelartsImages.isFiltered',
} as const;

/** Prefix of the setting ids. */
export const SETTINGS_SECTION = 'modelartsImages';

/** Settings that define the connections. */
export const CONNECTION_SETTINGS = [`${SETTINGS_SECTION}.connections`, `${SETTINGS_SECTION}.connection`] as const;

/** Name of the output channel. */
export const LOG_CHANNEL = 'ModelArts Images';

/** Status bar item ids. */
export const STATUS_BAR = { saves: 'modelartsImages.saves', connection: 'modelartsImages.connection' } as const;

/** URI schemes of this extension's documents. */
export const SCHEMES = {
  image: 'modelarts-image',
  notebook: 'modelarts-notebook',
  save: 'modelarts-save',
  report: 'modelarts-report',
  request: 'modelarts-request',
} as const;
