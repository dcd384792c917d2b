import { InvalidArgumentError } from '../model/errors';
import { isGone } from '../model/refusals';
import { readArgument, type Subject } from './commandArgument';
import type { CommandActions } from './commands';
import { COMMANDS } from './ids';

type Ids = typeof COMMANDS.viewDetails | typeof COMMANDS.copyAs;
type Actions = Pick<CommandActions, Ids>;

/** The commands that notebooks, images and saves each answer in their own way. */
export function subjectCommands(
  notebook: Actions,
  image: Actions,
  save: Pick<Actions, typeof COMMANDS.viewDetails>,
): Actions {
  const copyNotebook = notebook[COMMANDS.copyAs];
  const copyImage = image[COMMANDS.copyAs];
  /** An id does not say of what: it is that of a save, an image or a notebook, whichever there is. */
  const copyById: Action = async (id, selected) => {
    try {
      return await copyImage(id, selected);
    } catch (error) {
      if (!isGone(error)) throw error;
      return copyNotebook(id, selected);
    }
  };
  return {
    [COMMANDS.viewDetails]: bySubject({
      notebook: notebook[COMMANDS.viewDetails],
      image: image[COMMANDS.viewDetails],
      save: save[COMMANDS.viewDetails],
    }),
    [COMMANDS.copyAs]: bySubject({ notebook: copyNotebook, image: copyImage, save: copyImage }, copyById),
  };
}

type Action = CommandActions[Ids];

/** @param otherwise for no argument, and for an id, which does not say of what; without it, both are rejected */
function bySubject(actions: Readonly<Record<Subject, Action>>, otherwise?: Action): Action {
  return (argument, selected) => {
    const named = readArgument(argument, ['notebook', 'image', 'save'], 'notSubject');
    const action = named?.subject ? actions[named.subject] : otherwise;
    if (!action) throw new InvalidArgumentError('notSubject');
    return action(argument, selected);
  };
}
