import { isGone } from '../model/errorCodes';
import { InvalidArgumentError } from '../model/errors';
import { readArgument, type Subject } from './commandArguments';
import type { Handlers } from './commands';
import type { ROW_COMMANDS } from './ids';

type RowActions = Handlers<typeof ROW_COMMANDS>;

/** Loads the handlers for the rows of each kind. */
export interface RowActionLoaders {
  readonly notebook: () => Promise<RowActions>;
  readonly image: () => Promise<RowActions>;
  readonly save: () => Promise<Pick<RowActions, 'viewDetails'>>;
}

/** Creates the handlers that notebooks, images and saves share. Each delegates by the kind of its argument. */
export function rowActions({ notebook, image, save }: RowActionLoaders): RowActions {
  return {
    viewDetails: async (argument, selected) => {
      const subject = subjectOf(argument);
      if (!subject) throw new InvalidArgumentError('notSubject');
      const load = { notebook, image, save }[subject];
      return (await load()).viewDetails(argument, selected);
    },
    copyAs: async (argument, selected) => {
      const subject = subjectOf(argument);
      const copyNotebook = async () => (await notebook()).copyAs(argument, selected);
      if (subject === 'notebook') return copyNotebook();
      try {
        return await (await image()).copyAs(argument, selected);
      } catch (error) {
        // An ID alone does not identify the kind, so saves and images are tried first, then notebooks.
        if (subject || !isGone(error)) throw error;
        return copyNotebook();
      }
    },
  };
}

function subjectOf(argument: unknown): Subject | undefined {
  return readArgument(argument, ['notebook', 'image', 'save'], 'notSubject')?.subject;
}
