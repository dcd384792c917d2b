/** Names that package.json and the code share. A check holds both to each other. */
export const COMMANDS = {
  saveImage: 'modelartsImages.saveImage',
  quickSave: 'modelartsImages.quickSave',
  addConnection: 'modelartsImages.addConnection',
  switchConnection: 'modelartsImages.switchConnection',
  removeConnection: 'modelartsImages.removeConnection',
  updateCredentials: 'modelartsImages.updateCredentials',
  startDemo: 'modelartsImages.startDemo',
  refresh: 'modelartsImages.refresh',
  showLog: 'modelartsImages.showLog',
  diagnose: 'modelartsImages.diagnose',
  filterImages: 'modelartsImages.filterImages',
  clearImageFilter: 'modelartsImages.clearImageFilter',
  revealImage: 'modelartsImages.revealImage',
  viewImageDetails: 'modelartsImages.viewImageDetails',
  copyImageReference: 'modelartsImages.copyImageReference',
  copyAs: 'modelartsImages.copyAs',
  deleteImage: 'modelartsImages.deleteImage',
  openImageConsole: 'modelartsImages.openImageConsole',
  showSaves: 'modelartsImages.showSaves',
  stopFollowing: 'modelartsImages.stopFollowing',
  resumeFollowing: 'modelartsImages.resumeFollowing',
  checkSave: 'modelartsImages.checkSave',
  saveAgain: 'modelartsImages.saveAgain',
  removeSave: 'modelartsImages.removeSave',
  viewSaveDetails: 'modelartsImages.viewSaveDetails',
} as const;

export type CommandId = (typeof COMMANDS)[keyof typeof COMMANDS];

export const VIEWS = {
  notebooks: 'modelartsImages.notebooks',
  images: 'modelartsImages.images',
  saves: 'modelartsImages.saves',
} as const;

/** Keys for `when` clauses. */
export const CONTEXT = {
  state: 'modelartsImages.state',
  images: 'modelartsImages.imagesState',
  imageFilter: 'modelartsImages.imageFilter',
} as const;

export const SETTINGS_SECTION = 'modelartsImages';

export const LOG_CHANNEL = 'ModelArts Images';

/** Status-bar items. */
export const STATUS_BAR = { saves: 'modelartsImages.saves', connection: 'modelartsImages.connection' } as const;

/** Schemes of documents that this extension writes. */
export const SCHEMES = {
  image: 'modelarts-image',
  save: 'modelarts-save',
  report: 'modelarts-report',
  request: 'modelarts-request',
} as const;
