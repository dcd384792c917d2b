/**
 * A command of package.json, which also has its menus; package.nls.json and package.nls.zh-cn.json have its title. Its
 * handler stands in `notebookActions.ts`, `openImages.ts`, `openSaves.ts` or `connections/register.ts`; in `rowActions.ts`
 * for the rows of all views, and in `extension.ts` for {@link GENERAL_COMMANDS}. Context words of notebooks come from
 * `model/notebookAbilities.ts`, those of other rows from `imageRow.ts` and `saveRows.ts`. The compiler and the tests
 * report what is missing.
 */
export interface Command {
  /** Id without the prefix. */
  readonly name: string;
  /** True if it takes no argument. */
  readonly takesNothing?: boolean;
  /** True if it sends a request; others only show or copy loaded data. */
  readonly sendsRequests?: boolean;
  /** The operation whose permissions error messages name. */
  readonly operation?: 'save';
}

/** Commands of the notebooks view and its rows. */
export const NOTEBOOK_COMMANDS = [
  { name: 'startNotebook', sendsRequests: true },
  { name: 'stopNotebook', sendsRequests: true },
  { name: 'renewLease', sendsRequests: true },
  { name: 'openNotebook', sendsRequests: true },
  { name: 'openSsh', sendsRequests: true },
  { name: 'filterNotebooks', takesNothing: true },
  { name: 'clearNotebookFilter', takesNothing: true },
  { name: 'arrangeNotebooks', takesNothing: true },
] as const satisfies readonly Command[];

/** Commands of the images view and its rows. */
export const IMAGE_COMMANDS = [
  { name: 'copyImageReference' },
  { name: 'deleteImage', sendsRequests: true },
  { name: 'openImageConsole' },
  { name: 'filterImages', takesNothing: true },
  { name: 'clearImageFilter', takesNothing: true },
] as const satisfies readonly Command[];

/** Commands of the rows of the saves view. */
export const SAVE_COMMANDS = [
  { name: 'stopFollowing' },
  { name: 'checkSave', sendsRequests: true },
  { name: 'saveAgain', sendsRequests: true, operation: 'save' },
  { name: 'removeSave' },
] as const satisfies readonly Command[];

/** Commands of the rows of all views. */
export const ROW_COMMANDS = [
  { name: 'viewDetails', sendsRequests: true },
  { name: 'copyAs' },
] as const satisfies readonly Command[];

/** Commands for connections. */
export const CONNECTION_COMMANDS = [
  { name: 'addConnection', takesNothing: true },
  { name: 'manageConnections', takesNothing: true, sendsRequests: true },
  { name: 'updateCredentials' },
] as const satisfies readonly Command[];

/** All other commands. */
export const GENERAL_COMMANDS = [
  { name: 'saveImage', sendsRequests: true, operation: 'save' },
  { name: 'startDemo', takesNothing: true },
  { name: 'refresh', takesNothing: true, sendsRequests: true },
  { name: 'diagnose', takesNothing: true, sendsRequests: true },
  { name: 'showLog', takesNothing: true },
] as const satisfies readonly Command[];

type CommandList =
  | typeof NOTEBOOK_COMMANDS
  | typeof IMAGE_COMMANDS
  | typeof SAVE_COMMANDS
  | typeof ROW_COMMANDS
  | typeof CONNECTION_COMMANDS
  | typeof GENERAL_COMMANDS;

/** Name of a contributed command: its ID without the prefix. */
export type CommandName = CommandList[number]['name'];

/** Returns the ID of a command. */
export function commandId(name: CommandName): string {
  return `${SETTINGS_SECTION}.${name}`;
}

/** Commands that package.json does not contribute, for API that accepts only a command. */
export const INTERNAL_COMMANDS = {
  /** Selects the row of the oldest save in progress. */
  revealSave: 'modelartsImages.saves.reveal',
} as const;

/** View IDs, as contributed in package.json. */
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

/** Prefix of the IDs of settings and commands. */
export const SETTINGS_SECTION = 'modelartsImages';

/** Settings that define the connections. */
export const CONNECTION_SETTINGS = [`${SETTINGS_SECTION}.connections`, `${SETTINGS_SECTION}.connection`] as const;

/** Name of the output channel. */
export const LOG_CHANNEL = 'ModelArts Images';

/** Status bar item IDs. */
export const STATUS_BAR = { saves: 'modelartsImages.saves', connection: 'modelartsImages.connection' } as const;

/** URI schemes of this extension's documents. */
export const SCHEMES = {
  image: 'modelarts-image',
  notebook: 'modelarts-notebook',
  save: 'modelarts-save',
  report: 'modelarts-report',
  request: 'modelarts-request',
} as const;
