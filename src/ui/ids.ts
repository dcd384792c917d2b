/** Names that package.json and the code share. A check holds both to each other. */
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

/** Commands that package.json does not contribute: VS Code runs some things by a command only. */
export const INTERNAL_COMMANDS = {
  /** Selects the row of the save that has been under way longest. */
  revealSave: 'modelartsImages.saves.reveal',
} as const;

export type CommandId = (typeof COMMANDS)[keyof typeof COMMANDS];

export const VIEWS = {
  notebooks: 'modelartsImages.notebooks',
  images: 'modelartsImages.images',
  saves: 'modelartsImages.saves',
} as const;

/** Keys for `when` clauses. */
export const CONTEXT = {
  connections: 'modelartsImages.connections',
  hasSaves: 'modelartsImages.hasSaves',
  state: 'modelartsImages.state',
  images: 'modelartsImages.imagesState',
  imageFilter: 'modelartsImages.imageFilter',
  isFiltered: 'modelartsImages.isFiltered',
} as const;

export const SETTINGS_SECTION = 'modelartsImages';

/** Settings that say whom to ask. */
export const CONNECTION_SETTINGS = [`${SETTINGS_SECTION}.connections`, `${SETTINGS_SECTION}.connection`] as const;

export const LOG_CHANNEL = 'ModelArts Images';

/** Status-bar items. */
export const STATUS_BAR = { saves: 'modelartsImages.saves', connection: 'modelartsImages.connection' } as const;

/** Schemes of documents that this extension writes. */
export const SCHEMES = {
  image: 'modelarts-image',
  notebook: 'modelarts-notebook',
  save: 'modelarts-save',
  report: 'modelarts-report',
  request: 'modelarts-request',
} as const;
