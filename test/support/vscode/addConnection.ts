import type { Emulator } from '../../../src/emulator/index';
import type { Workbench } from './workbench';

/** Title of a step of adding a connection. */
export const addTitle = (part: string): string => `Add Connection: ${part}`;

/** Says that the connection leads to this emulator, by typing its address. */
export async function answerAddresses({ quickInput }: Workbench, emulator: Emulator): Promise<void> {
  await quickInput.step(addTitle('Region'));
  await quickInput.input.fill('Custom');
  await quickInput.pick(addTitle('Region'), 'Custom Endpoints');
  await quickInput.answer(addTitle('Endpoints'), `${emulator.url} ${emulator.region}`);
}

/** Chooses access keys and types them. */
export async function answerKeys({ quickInput }: Workbench, accessKey: string, secretKey: string): Promise<void> {
  await quickInput.pick(addTitle('Credentials'), /^.*Access Keys.*from My Credentials/);
  await quickInput.answer(addTitle('Access Key'), accessKey);
  await quickInput.answer(addTitle('Secret Key'), secretKey);
}

/** Names the connection and adds it; the emulated account has two workspaces, so the name is one of several things to change. */
export async function answerConfirmation({ quickInput }: Workbench, name: string): Promise<void> {
  await quickInput.pick(addTitle('Confirm'), 'Name');
  await quickInput.answer(addTitle('Name'), name);
  await quickInput.accept(addTitle('Confirm'));
}
