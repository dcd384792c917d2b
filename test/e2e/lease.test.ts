import { expect } from 'vitest';
import { test } from '../support/vscode/e2eTest';

const MINUTE = 60_000;

test('a notebook with unsaved work that is about to stop is reported once, and its lease can be renewed from the message', async ({
  emulator,
  workbench,
}) => {
  const now = emulator.now();
  const lease = {
    createdAt: now - 480 * MINUTE,
    updatedAt: now,
    durationMs: 500 * MINUTE,
    enabled: true,
    type: 'TIMING',
  } as const;
  const { id } = emulator.edit.addNotebook({ name: 'day-of-work', status: 'RUNNING', lease });
  await workbench.showViews('ModelArts');
  const reminder = workbench.toast('day-of-work stops in');
  expect(await reminder.text()).toMatch(/stops in (?:19|20) min\. It hasn't been saved since it started\./);
  expect(await reminder.buttons()).toEqual(['Save Now', 'Renew', "Don't Remind Again"]);
  await workbench.screenshot('lease-reminder');
  const asked = emulator.count('*');
  await reminder.click('Renew');
  await reminder.gone();
  await expect.poll(() => emulator.count('RenewLease')).toBe(1);
  const renewed = emulator.edit.notebooks.find((notebook) => notebook.id === id)!;
  expect((renewed.lease?.createdAt ?? 0) + (renewed.lease?.durationMs ?? 0)).toBeGreaterThan(now + 480 * MINUTE);
  expect(asked).toBeGreaterThan(0);
});
