import { expect } from 'vitest';
import type { Emulator } from '../../../src/emulator/index';
import type { CodeServer } from './codeServer';
import type { Workbench } from './workbench';

/** Title of a step of *Add Connection*. */
export const addTitle = (part: string): string => `Add Connection: ${part}`;

/** Enters the address of this emulator as the endpoint. */
export async function answerAddresses({ quickInput }: Workbench, emulator: Emulator): Promise<void> {
  await quickInput.step(addTitle('Region'));
  await quickInput.input.fill('Custom');
  await quickInput.pick(addTitle('Region'), 'Custom Endpoints');
  await quickInput.answer(addTitle('Endpoints'), `${emulator.url} ${emulator.region}`);
}

/** Selects access keys and enters them. */
export async function answerKeys({ quickInput }: Workbench, accessKey: string, secretKey: string): Promise<void> {
  await quickInput.pick(addTitle('Credentials'), /^\s*Access Keys/);
  await quickInput.answer(addTitle('Access Key'), accessKey);
  await quickInput.answer(addTitle('Secret Key'), secretKey);
}

/**
 * Names the connection and adds it. The emulated account has two workspaces, so the confirmation offers more to change
 * than the name.
 */
export async function answerConfirmation({ quickInput }: Workbench, name: string): Promise<void> {
  await quickInput.pick(addTitle('Confirm'), 'Name');
  await quickInput.answer(addTitle('Name'), name);
  await quickInput.accept(addTitle('Confirm'));
}

type Step = 'Notebook' | 'Organization' | 'Name' | 'Tag' | 'Description' | 'Confirm';

/** Title of a step of *Save Notebook as Image*. */
export const saveTitle = (step: Step): string => `Save Notebook as Image: ${step}`;

export interface SaveAnswers {
  readonly name?: string;
  readonly namespace: string;
  readonly tag?: string;
  readonly description?: string;
  /** Row or title button to select at the end; undefined = cancels there. */
  readonly decision?: string | undefined;
  /** Name of a screenshot of the confirmation. */
  readonly look?: string;
}

/**
 * Completes the steps of a save from the organization to the confirmation. Steps without an answer keep the proposed
 * value.
 */
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

/** Starts a save from code, without prompts. Resolves when the service has accepted it. */
export async function startSave(code: CodeServer, emulator: Emulator): Promise<void> {
  const notebook = emulator.edit.addNotebook({ name: 'evening-work' });
  const facts = { notebookId: notebook.id, name: 'evening-work', namespace: 'ai-team', tag: 'v1', confirm: false };
  await code.host.executeCommand('modelartsImages.saveImage', facts);
}

/** Asserts that the save of `startSave` was requested once and created one image. */
export function expectOneImage(emulator: Emulator): void {
  expect(emulator.count('CreateImage')).toBe(1);
  expect(emulator.edit.images.filter(({ name }) => name === 'evening-work')).toHaveLength(1);
}
