import { afterEach, describe, expect, test, vi } from 'vitest';
import { type UiWindow, type UiWindowOptions, uiWindow } from '../../support/uiWindow';

vi.mock('vscode', () => import('../../support/vscodeStub'));

const MINUTE = 60_000;
/** Requests of one reload of a short list: billed notebooks and free ones. */
const REQUESTS_PER_RELOAD = 2;
const windows: UiWindow[] = [];

/** A window whose list is loaded and in which no notebook is in transition. */
async function aQuietWindow(options: UiWindowOptions = {}): Promise<UiWindow> {
  const window = await uiWindow({ notebooks: 7, ...options });
  windows.push(window);
  await window.list().read();
  window.emulator.resetJournal();
  return window;
}

describe('visible notebooks', () => {
  afterEach(async () => {
    await Promise.all(windows.splice(0).map((window) => window.close()));
  });

  test('are reloaded once per interval, without other requests', async () => {
    const window = await aQuietWindow();
    await window.world.pass(5 * MINUTE + 1000);
    expect(window.emulator.count('ListNotebooks')).toBe(5 * REQUESTS_PER_RELOAD);
    expect(window.emulator.count('*')).toBe(5 * REQUESTS_PER_RELOAD);
  });

  test.each([
    ['a hidden view or a window without the focus', (window: UiWindow) => window.notebooksView.show(false)],
    ['an interval of 0', (window: UiWindow) => Object.assign(window.wants, { intervalMs: 0 })],
  ])('send no requests with %s', async (_what, change) => {
    const window = await aQuietWindow();
    change(window);
    window.polled.polling.reschedule();
    await window.world.pass(10 * MINUTE);
    expect(window.emulator.count('*')).toBe(0);
  });

  test('are reloaded at once when shown again after more than an interval, and not sooner', async () => {
    const window = await aQuietWindow();
    window.notebooksView.show(false);
    await window.world.pass(30_000);
    window.notebooksView.show(true);
    await window.world.pass(1000);
    expect(window.emulator.count('*')).toBe(0);
    window.notebooksView.show(false);
    await window.world.pass(10 * MINUTE);
    window.notebooksView.show(true);
    await window.world.pass(1000);
    expect(window.emulator.count('*')).toBe(REQUESTS_PER_RELOAD);
  });

  test('are not polled before they were first loaded', async () => {
    const window = await uiWindow({ notebooks: 7 });
    windows.push(window);
    await window.world.pass(10 * MINUTE);
    expect(window.emulator.count('*')).toBe(0);
  });

  test('are not polled when their connection is collapsed', async () => {
    const window = await aQuietWindow({ connections: ['Work', 'Home'] });
    await window.list('Home').read();
    window.lists.setCollapsed('Home', true);
    window.emulator.resetJournal();
    await window.world.pass(MINUTE + 1000);
    expect(window.emulator.count('*')).toBe(REQUESTS_PER_RELOAD);
  });

  test('are reloaded one interval after a manual refresh', async () => {
    const window = await aQuietWindow();
    await window.world.pass(50_000);
    await window.list().read();
    window.emulator.resetJournal();
    await window.world.pass(59_000);
    expect(window.emulator.count('*')).toBe(0);
    await window.world.pass(2000);
    expect(window.emulator.count('*')).toBe(REQUESTS_PER_RELOAD);
  });

  test('of one list are still polled when another fails with a bug, which is logged with its stack and polled less often', async () => {
    const window = await aQuietWindow({ connections: ['Work', 'Home'] });
    await window.list('Home').read();
    window.bugs.add('Home');
    await window.world.pass(7 * MINUTE + 1000);
    const bugs = window.log.lines.filter((line) => line.startsWith('error'));
    expect(bugs).toHaveLength(3);
    expect(bugs[0]).toMatch(/Could not list the notebooks: TypeError: unexpected\n +at /);
    expect(window.clock.now() - (window.list('Work').readAt ?? 0)).toBeLessThanOrEqual(MINUTE);
    expect(window.list('Work').failures).toBe(0);
  });

  test('are polled less often while the service fails, and normally after it responds', async () => {
    const window = await aQuietWindow();
    const heal = window.emulator.fail({ on: 'ListNotebooks', with: 'forbidden', times: Infinity });
    await window.world.pass(20 * MINUTE);
    expect(window.emulator.count('*')).toBeLessThanOrEqual(5);
    expect(window.list().state.kind).toBe('failed');
    heal();
    await window.world.pass(20 * MINUTE);
    expect(window.list().state.kind).toBe('read');
    window.emulator.resetJournal();
    await window.world.pass(3 * MINUTE + 1000);
    expect(window.emulator.count('*')).toBeGreaterThanOrEqual(2 * REQUESTS_PER_RELOAD);
  });

  test('that are starting are polled individually within seconds until they run', async () => {
    const window = await aQuietWindow();
    const stopped = window.emulator.edit.addNotebook({ name: 'sleeper', status: 'STOPPED' });
    await window.list().read();
    window.list().put(await window.client.startNotebook(stopped.id, undefined, new AbortController().signal));
    window.emulator.resetJournal();
    await window.world.pass(2 * MINUTE);
    expect(window.list().get(stopped.id)?.status).toBe('RUNNING');
    const looks = window.emulator.count('ShowNotebook');
    expect(looks).toBeGreaterThanOrEqual(5);
    expect(looks).toBeLessThanOrEqual(16);
    expect(window.emulator.count('ListNotebooks')).toBe(2 * REQUESTS_PER_RELOAD);
    window.emulator.resetJournal();
    await window.world.pass(MINUTE);
    expect(window.emulator.count('ShowNotebook')).toBe(0);
  });

  test('that are starting are not polled while hidden, and are up to date when shown again', async () => {
    const window = await aQuietWindow();
    const stopped = window.emulator.edit.addNotebook({ name: 'sleeper', status: 'STOPPED' });
    await window.list().read();
    window.list().put(await window.client.startNotebook(stopped.id, undefined, new AbortController().signal));
    window.notebooksView.show(false);
    window.emulator.resetJournal();
    await window.world.pass(10 * MINUTE);
    expect(window.emulator.count('*')).toBe(0);
    window.notebooksView.show(true);
    await window.world.pass(1000);
    expect(window.list().get(stopped.id)?.status).toBe('RUNNING');
  });

  test('that are being saved by this extension are polled only by the save', async () => {
    const window = await aQuietWindow();
    const saving = window.emulator.edit.addNotebook({ name: 'saving', status: 'SNAPSHOTTING' });
    window.followed.add(saving.id);
    await window.list().read();
    window.emulator.resetJournal();
    await window.world.pass(50_000);
    expect(window.emulator.count('*')).toBe(0);
  });

  test('that are deleted while polled are removed', async () => {
    const window = await aQuietWindow();
    const leaving = window.emulator.edit.addNotebook({ name: 'leaving', status: 'DELETING' });
    await window.list().read();
    window.emulator.edit.removeNotebook(leaving.id);
    await window.world.pass(5000);
    expect(window.list().get(leaving.id)).toBeUndefined();
  });

  test('leave no pending request when the window closes', async () => {
    const window = await aQuietWindow();
    window.emulator.latencyMs = 200;
    const reading = window.list().read();
    window.lists.dispose();
    await reading;
    expect(window.list().size).toBeGreaterThan(0);
    window.emulator.latencyMs = 0;
  });
});
