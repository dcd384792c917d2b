import { afterEach, describe, expect, test, vi } from 'vitest';
import type { NotebookNode } from '../../../src/ui/notebooks/notebookNode';
import { type UiWindow, uiWindow } from '../../support/uiWindow';
import { TreeItemCollapsibleState } from '../../support/vscodeStub';

vi.mock('vscode', () => import('../../support/vscodeStub'));

const MINUTE = 60_000;
const NAMES = ['Work', 'Home', 'Lab'];
const windows: UiWindow[] = [];

afterEach(async () => {
  await Promise.all(windows.splice(0).map((window) => window.close()));
});

/** A window whose tree shows the roots of several connections. */
async function aWindow(notebooks: number): Promise<UiWindow> {
  const window = await uiWindow({ connections: NAMES, notebooks });
  windows.push(window);
  const { rows } = window.views.notebooks;
  window.notebooksView.drawBelow = (element) => rows.getChildren(element as NotebookNode);
  return window;
}

async function root(window: UiWindow, name: string): Promise<NotebookNode> {
  const roots = await window.views.notebooks.rows.getChildren();
  const found = roots.find(({ connection }) => connection === name);
  if (!found) throw new Error(`No root ${name}`);
  return found;
}

function switchTo(window: UiWindow, name: string): void {
  window.settings.connection = name;
  window.connections.reload();
}

const namesOf = (window: UiWindow): readonly string[] =>
  window.notebooksView.revealed.map(({ element }) => (element as NotebookNode).connection);

const countOf = (window: UiWindow, name: string): number =>
  [...window.views.notebooks.known.all()].filter(({ connection }) => connection === name).length;

describe('switching the connection', () => {
  test.each(['Home', 'Lab'])('to %s reveals, expands, loads and marks its row', async (name) => {
    const window = await aWindow(4);
    await window.notebooksView.expand(await root(window, 'Work'));
    await window.world.settle();
    expect(countOf(window, name)).toBe(0);
    switchTo(window, name);
    await window.world.settle();
    expect(window.notebooksView.revealed).toEqual([
      {
        element: expect.objectContaining({ kind: 'connection', connection: name }),
        options: { expand: true, select: true, focus: false },
      },
    ]);
    expect(countOf(window, name)).toBe(countOf(window, 'Work'));
    const descriptions = await Promise.all(
      NAMES.map(async (each) => window.views.notebooks.rows.getTreeItem(await root(window, each)).description),
    );
    expect(descriptions).toEqual(NAMES.map((each) => (each === name ? 'cn-north-4 · in use' : 'cn-north-4')));
  });

  test('reveals the row once the view is shown when it was hidden', async () => {
    const window = await aWindow(4);
    await window.notebooksView.expand(await root(window, 'Work'));
    window.notebooksView.show(false);
    switchTo(window, 'Home');
    switchTo(window, 'Lab');
    await window.world.settle();
    expect(namesOf(window)).toEqual([]);
    window.notebooksView.show(true);
    await window.world.settle();
    window.notebooksView.show(false);
    window.notebooksView.show(true);
    expect(namesOf(window)).toEqual(['Lab']);
  });

  test.each([0, 300])(
    'collapses a list that has loaded %i notebooks, and loads the rest when it is expanded',
    async (loaded) => {
      const window = await aWindow(2000);
      const { emulator, notebooksView } = window;
      const { notebooks } = window.views;
      const work = await root(window, 'Work');
      emulator.latencyMs = 5;
      const drawing = notebooksView.expand(work);
      while (emulator.count('ListNotebooks') === 0 || countOf(window, 'Work') < loaded)
        await new Promise((resolve) => {
          setImmediate(resolve);
        });
      switchTo(window, 'Home');
      await drawing;
      await window.world.settle();
      expect(countOf(window, 'Home')).toBeGreaterThanOrEqual(2000);
      const before = countOf(window, 'Work');
      expect(before).toBeLessThan(2000);
      await window.world.pass(5 * MINUTE);
      expect(countOf(window, 'Work')).toBe(before);
      const collapsed = await root(window, 'Work');
      const item = notebooks.rows.getTreeItem(collapsed);
      expect(item.collapsibleState).toBe(TreeItemCollapsibleState.Collapsed);
      expect(item.id).not.toBe(notebooks.rows.getTreeItem(work).id);
      await notebooksView.expand(collapsed);
      await window.world.settle();
      expect(countOf(window, 'Work')).toBe(countOf(window, 'Home'));
    },
  );

  test('keeps a loaded list of another connection, and reveals nothing when only credentials change', async () => {
    const window = await aWindow(4);
    const work = await root(window, 'Work');
    await window.notebooksView.expand(work);
    await window.world.settle();
    const { id } = window.views.notebooks.rows.getTreeItem(work);
    switchTo(window, 'Home');
    await window.world.settle();
    expect(window.views.notebooks.rows.getTreeItem(await root(window, 'Work')).id).toBe(id);
    window.connections.renew('Lab');
    await window.world.settle();
    expect(namesOf(window)).toEqual(['Home']);
  });
});
