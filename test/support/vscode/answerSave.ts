import type { Workbench } from './workbench';

type Step = 'Notebook' | 'Organization' | 'Name' | 'Tag' | 'Description' | 'Confirm';

/** Title of a step of saving a notebook. */
export const saveTitle = (step: Step): string => `Save Notebook as Image: ${step}`;

export interface SaveAnswers {
  readonly name?: string;
  readonly namespace: string;
  readonly tag?: string;
  readonly description?: string;
  /** The row or the title button that is chosen at the end; undefined = backs out there. */
  readonly decision?: string | undefined;
  /** Name of a picture of the confirmation. */
  readonly look?: string;
}

/** Goes through the steps of a save, from the organization on, to its confirmation; what is not given is left as it is proposed. */
export async function answerSave(workbench: Workbench, answers: SaveAnswers): Promise<void> {
  const { name, namespace, tag, description } = answers;
  const decision = 'decision' in answers ? answers.decision : 'Save Image';
  const answer = async (step: Step, text: string | undefined): Promise<void> =>
    text === undefined
      ? workbench.quickInput.accept(saveTitle(step))
      : workbench.quickInput.answer(saveTitle(step), text);
  await workbench.quickInput.pick(saveTitle('Organization'), namespace);
  await answer('Name', name);
  await answer('Tag', tag);
  await answer('Description', description);
  if (answers.look !== undefined) {
    await (await workbench.quickInput.step(saveTitle('Confirm'))).rows.first().waitFor();
    await workbench.screenshot(answers.look);
  }
  if (decision === 'Show Request') {
    await workbench.quickInput.step(saveTitle('Confirm'));
    return workbench.quickInput.press(decision);
  }
  if (decision !== undefined) return workbench.quickInput.pick(saveTitle('Confirm'), decision);
  await (await workbench.quickInput.step(saveTitle('Confirm'))).cancel();
}
