import { afterEach, describe, expect, test, vi } from 'vitest';
import { aSave, STATES } from '../../support/builders';
import { type UiWindow, type UiWindowOptions, uiWindow } from '../../support/uiWindow';
import { focusWindow, TreeItemCollapsibleState } from '../../support/vscodeStub';
import { screen } from '../../support/vscodeStub/screen';

vi.mock('vscode', () => import('../../support/vscodeStub'));

const MINUTE = 60_000;
const windows: UiWindow[] = [];

async function aWindow(options: UiWindowOptions = {}): Promise<UiWindow> {
  const window = await uiWindow({ notebooks: 4, ...options });
  // Accessing the views opens them.
  expect(window.views).toBeDefined();
  windows.push(window);
  return window;
}

afterEach(async () => {
  await Promise.all(windows.splice(0).map((window) => window.close()));
});

describe('a window without focus', () => {
  test('requests no images until it has focus, whatever is drawn', async () => {
    const window = await aWindow({ focused: false });
    window.views.images.rows.getChildren();
    window.settings.connections = [{ name: 'Other', region: 'cn-north-4', credentials: 'environment' }];
    window.connections.reload();
    await window.world.pass(10 * MINUTE);
    expect(window.emulator.count('*')).toBe(0);
    focusWindow(true);
    await window.world.settle();
    expect(window.emulator.count('ListImage')).toBe(1);
    expect(window.asked).toEqual(['Other']);
  });

  test('reloads images that become visible only once it has focus', async () => {
    const window = await aWindow();
    window.views.images.rows.getChildren();
    await window.world.settle();
    window.emulator.resetJournal();
    window.imagesView.show(false);
    focusWindow(false);
    await window.world.pass(10 * MINUTE);
    window.imagesView.show(true);
    window.imagesView.show(false);
    window.imagesView.show(true);
    await window.world.settle();
    expect(window.emulator.count('*')).toBe(0);
    focusWindow(true);
    await window.world.settle();
    expect(window.emulator.count('ListImage')).toBe(1);
  });

  test('reloads a notebook whose saves ended once, and only when it has focus', async () => {
    const window = await aWindow();
    await window.views.notebooks.rows.getChildren();
    await window.world.settle();
    const [notebook] = [...window.views.notebooks.known.all()].map((each) => each.notebook);
    window.emulator.resetJournal();
    focusWindow(false);
    const { id = '', name = '' } = notebook ?? {};
    window.end(aSave({ id: 'one', connection: 'Work', notebook: { id, name }, state: STATES.failed }));
    window.end(aSave({ id: 'two', connection: 'Work', notebook: { id, name }, state: STATES.saved }));
    await window.world.settle();
    expect(window.emulator.count('*')).toBe(0);
    focusWindow(true);
    await window.world.settle();
    expect(window.emulator.count('*')).toBe(1);
    expect(window.emulator.count('ShowNotebook')).toBe(1);
  });
});

test('a focused window reloads a notebook as soon as its save has ended', async () => {
  const window = await aWindow();
  await window.views.notebooks.rows.getChildren();
  await window.world.settle();
  const [known] = [...window.views.notebooks.known.all()];
  window.emulator.resetJournal();
  const { id = '', name = '' } = known?.notebook ?? {};
  window.end(aSave({ connection: 'Work', notebook: { id, name }, state: STATES.saved }));
  await window.world.settle();
  expect(window.emulator.count('ShowNotebook')).toBe(1);
});

describe('several connections', () => {
  /** Requests all rows as VS Code does and waits for them. */
  async function loadAllRows(window: UiWindow): Promise<number> {
    const { rows } = window.views.notebooks;
    const below = await Promise.all((await rows.getChildren()).map(async (root) => rows.getChildren(root)));
    await window.world.settle();
    return below.flat().length;
  }

  test('send requests, including workspace names, only for the one whose credentials changed', async () => {
    const window = await aWindow({ connections: ['Work', 'Home', 'Archive'], notebooks: 7, group: 'workspace' });
    await loadAllRows(window);
    const drawn = await loadAllRows(window);
    window.emulator.resetJournal();
    window.asked.length = 0;
    window.connections.renew('Archive');
    await loadAllRows(window);
    expect(new Set(window.asked)).toEqual(new Set(['Archive']));
    expect(window.emulator.count('ListNotebooks')).toBe(2);
    expect(await loadAllRows(window)).toBe(drawn);
  });

  test('request no notebooks when the current connection changes', async () => {
    const window = await aWindow({ connections: ['Work', 'Home'] });
    await loadAllRows(window);
    window.emulator.resetJournal();
    window.settings.connection = 'Home';
    window.connections.reload();
    await loadAllRows(window);
    expect(window.emulator.count('ListNotebooks')).toBe(0);
    const roots = await window.views.notebooks.rows.getChildren();
    const items = roots.map((root) => window.views.notebooks.rows.getTreeItem(root));
    expect(items.map(({ collapsibleState }) => collapsibleState)).toEqual([
      TreeItemCollapsibleState.Collapsed,
      TreeItemCollapsibleState.Expanded,
    ]);
  });
});

describe('the document of a notebook', () => {
  test('is loaded once per change, whether the list or the document notices it first', async () => {
    const window = await aWindow();
    await window.views.notebooks.rows.getChildren();
    await window.world.settle();
    const [
      {
        notebook: { id },
      } = { notebook: { id: '' } },
    ] = window.views.notebooks.known.all();
    await window.views.notebooks.actions.viewDetails(id);
    const [{ uri } = { uri: undefined }] = screen.documents;
    const reads = async (change: () => unknown): Promise<number> => {
      window.emulator.resetJournal();
      await change();
      await window.world.settle();
      return window.emulator.count('ShowNotebook');
    };
    window.emulator.edit.alterNotebook(id, { status: 'STOPPED' });
    expect(await reads(() => window.views.notebooks.refresh())).toBe(1);
    window.emulator.edit.alterNotebook(id, { status: 'ERROR' });
    expect(await reads(() => window.views.notebooks.readDocument(uri as never))).toBe(1);
    const [{ notebook } = { notebook: undefined }] = window.views.notebooks.known.all();
    expect(notebook?.status).toBe('ERROR');
  });
});

test('the document of an image keeps the connection it was opened with', async () => {
  const window = await aWindow({ connections: ['Work', 'Home'] });
  const image = window.emulator.edit.addImage({ name: 'base', tag: 'v1' });
  await window.views.images.actions.viewDetails(image.id);
  const [{ uri } = { uri: undefined }] = screen.documents;
  window.settings.connection = 'Home';
  window.connections.reload();
  window.asked.length = 0;
  const text = await screen.providers.get('modelarts-image')?.provideTextDocumentContent(uri, {});
  expect(text).toContain('base');
  expect(window.asked).toContain('Work');
});

test('the document of a deleted image says so above the last known details', async () => {
  const window = await aWindow({ connections: ['Work'] });
  const image = window.emulator.edit.addImage({ name: 'base', tag: 'v1' });
  await window.views.images.actions.viewDetails(image.id);
  const [{ uri } = { uri: undefined }] = screen.documents;
  const read = async () => screen.providers.get('modelarts-image')?.provideTextDocumentContent(uri, {});
  expect(await read()).not.toContain('deleted');
  window.emulator.edit.removeImage(image.id);
  await window.views.images.refresh();
  await window.world.settle();
  const text = await read();
  expect(text).toMatch(/^This image was deleted\.\n\n.*base:v1\n/);
  expect(text).toContain(image.id);
});
