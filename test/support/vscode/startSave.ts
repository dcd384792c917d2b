import { expect } from 'vitest';
import type { Emulator } from '../../../src/emulator/index';
import type { CodeServer } from './codeServer';

/** Starts a save by code, asking nobody; resolves when the service has accepted it. */
export async function startSave(code: CodeServer, emulator: Emulator): Promise<void> {
  const notebook = emulator.edit.addNotebook({ name: 'evening-work' });
  const facts = { notebookId: notebook.id, name: 'evening-work', namespace: 'ai-team', tag: 'v1', confirm: false };
  await code.host.executeCommand('modelartsImages.saveImage', facts);
}

/** The save that `startSave` started was sent once and made one image. */
export function expectOneImage(emulator: Emulator): void {
  expect(emulator.count('CreateImage')).toBe(1);
  expect(emulator.edit.images.filter(({ name }) => name === 'evening-work')).toHaveLength(1);
}
