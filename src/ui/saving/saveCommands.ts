import type { CommandActions } from '../commands';
import { COMMANDS } from '../ids';
import type { SaveTools } from './saveTools';

/** What the commands load when they are asked for. */
export interface SaveQuestions {
  readonly saveImageCommand: (tools: SaveTools, argument: unknown, selected: unknown) => Promise<unknown>;
  readonly quickSaveCommand: (tools: SaveTools, argument: unknown) => Promise<unknown>;
}

/** The commands that start a save. */
export function saveCommands(
  tools: SaveTools,
  onDemand: () => Promise<SaveQuestions>,
): Pick<CommandActions, typeof COMMANDS.saveImage | typeof COMMANDS.quickSave> {
  return {
    [COMMANDS.saveImage]: async (argument, selected) => (await onDemand()).saveImageCommand(tools, argument, selected),
    [COMMANDS.quickSave]: async (argument) => (await onDemand()).quickSaveCommand(tools, argument),
  };
}
