import type { Workbench } from './workbench';

type Step = 'Name' | 'Organization' | 'Tag' | 'Description';

/** Title of a step of saving a notebook. */
export const saveTitle = (step: 'Notebook' | Step): string => `Save Notebook as Image: ${step}`;

export interface SaveAnswers {
  readonly name?: string;
  readonly namespace: string;
  readonly tag?: string;
  readonly description?: string;
  /** False: back out at the confirmation. */
  readonly confirm?: boolean;
}

/** Goes through the four boxes and the confirmation of a save; what is not given is left as it is proposed. */
export async function answerSave(workbench: Workbench, answers: SaveAnswers): Promise<void> {
  const { name, namespace, tag, description, confirm = true } = answers;
  const answer = async (step: Step, text: string | undefined): Promise<void> =>
    text === undefined
      ? workbench.quickInput.accept(saveTitle(step))
      : workbench.quickInput.answer(saveTitle(step), text);
  await answer('Name', name);
  await answer('Organization', namespace);
  await answer('Tag', tag);
  await answer('Description', description);
  await workbench.answerDialog(confirm ? 'Save Image' : 'Cancel');
}
