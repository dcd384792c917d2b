import { lazy } from '../../util/lazy';
import type { CommandActions } from '../commands';
import { COMMANDS } from '../ids';
import type { WindowEndpoint } from '../remote/windowEndpoint';
import type { SaveDeps } from './saveDeps';

/** What the commands load when they are asked for. */
export interface SaveQuestions {
  readonly saveImageCommand: (deps: SaveDeps, argument: unknown, selected: unknown) => Promise<unknown>;
  readonly WindowEndpoint: typeof WindowEndpoint;
}

/** The command that starts a save. */
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
