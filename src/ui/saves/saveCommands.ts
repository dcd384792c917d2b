import { lazy } from '../../util/promises';
import type { CommandActions } from '../commands';
import { COMMANDS } from '../ids';
import type { WindowEndpoint } from '../remote/windowEndpoint';
import type { SaveDeps } from './saveDeps';

/** The lazily loaded implementation of the save command. */
export interface SaveQuestions {
  readonly saveImageCommand: (deps: SaveDeps, argument: unknown, selected: unknown) => Promise<unknown>;
  readonly WindowEndpoint: typeof WindowEndpoint;
}

/** Creates the handler of the save command. */
export function saveCommands(
  options: Omit<SaveDeps, 'windowEndpoint'>,
  loadUi: () => Promise<SaveQuestions>,
): Pick<CommandActions, typeof COMMANDS.saveImage> {
  const windowEndpoint = lazy(async () => new (await loadUi()).WindowEndpoint(options.log));
  const deps: SaveDeps = { ...options, windowEndpoint: async () => (await windowEndpoint()).get() };
  return {
    [COMMANDS.saveImage]: async (argument, selected) => (await loadUi()).saveImageCommand(deps, argument, selected),
  };
}
