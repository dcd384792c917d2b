/** Names that package.json and the code share. A check holds both to each other. */
export const COMMANDS = {
  saveImage: 'modelartsImages.saveImage',
  startDemo: 'modelartsImages.startDemo',
  refresh: 'modelartsImages.refresh',
  showLog: 'modelartsImages.showLog',
} as const;

export type CommandId = (typeof COMMANDS)[keyof typeof COMMANDS];

export const VIEWS = { notebooks: 'modelartsImages.notebooks' } as const;

/** Keys for `when` clauses. */
export const CONTEXT = { state: 'modelartsImages.state' } as const;

export const SETTINGS_SECTION = 'modelartsImages';

export const LOG_CHANNEL = 'ModelArts Images';

/** Status-bar items. */
export const STATUS_BAR = { saves: 'modelartsImages.saves' } as const;
