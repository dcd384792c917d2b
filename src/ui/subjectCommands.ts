import { isGone } from '../model/errorCodes';
import { InvalidArgumentError } from '../model/errors';
import { readArgument, type Subject } from './commandArguments';
import type { CommandActions } from './commands';
import { COMMANDS } from './ids';

type Ids = typeof COMMANDS.viewDetails | typeof COMMANDS.copyAs;
type Actions = Pick<CommandActions, Ids>;

/** Creates the commands that are shared by notebooks, images and saves. Each delegates by the kind of its argument. */
export function subjectCommands(
  notebook: Actions,
  image: Actions,
  save: Pick<Actions, typeof COMMANDS.viewDetails>,
): Actions {
  const copyNotebook = notebook[COMMANDS.copyAs];
  const copyImage = image[COMMANDS.copyAs];
  /** An id alone does not identify the kind, so saves and images are tried first, then notebooks. */
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

/**
 * Delegates to the handler of the argument's kind.
 *
 * @param otherwise handles a missing argument or an id; without it, both are rejected
 */
function bySubject(actions: Readonly<Record<Subject, Action>>, otherwise?: Action): Action {
  return (argument, selected) => {
    const named = readArgument(argument, ['notebook', 'image', 'save'], 'notSubject');
    const action = named?.subject ? actions[named.subject] : otherwise;
    if (!action) throw new InvalidArgumentError('notSubject');
    return action(argument, selected);
  };
}
