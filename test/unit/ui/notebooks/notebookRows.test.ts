import { afterEach, describe, expect, test, vi } from 'vitest';
import type { TreeItem } from 'vscode';
import type { NotebookNode } from '../../../../src/ui/notebooks/notebookNode';
import { NotebookRows } from '../../../../src/ui/notebooks/notebookRows';
import { contextState, viewMessage } from '../../../../src/ui/notebooks/viewLabels';
import { DEFAULT_VIEW_OPTIONS, type ViewOptions } from '../../../../src/ui/notebooks/viewOptions';
import { WorkspaceNames } from '../../../../src/ui/notebooks/workspaceNames';
import { type UiWindow, type UiWindowOptions, uiWindow } from '../../../support/uiWindow';

vi.mock('vscode', () => import('../../../support/vscodeStub'));

const windows: UiWindow[] = [];

afterEach(async () => {
  await Promise.all(windows.splice(0).map((window) => window.close()));
});

/** The tree as VS Code requests it, with the refreshed rows. */
async function aTree(options: UiWindowOptions = {}, focused: Promise<void> = Promise.resolve()) {
  const window = await uiWindow({ notebooks: 4, ...options });
  windows.push(window);
  const viewOptions = { current: DEFAULT_VIEW_OPTIONS };
  const ahead = { ms: 0 };
  const redrawn: (NotebookNode | NotebookNode[] | undefined)[] = [];
  const saved = new Set<string>();
  const workspaces = new WorkspaceNames({ clientFor: async () => window.client, log: window.log });
  const rows = new NotebookRows({
    lists: window.lists,
    workspaces,
    connections: window.connections,
    viewOptions,
    showsOwner: () => window.wants.allUsers,
    isBeingSaved: (id) => saved.has(id),
    untilFocused: () => focused,
    redraw: (nodes) => redrawn.push(nodes),
    serviceNow: () => window.clock.now() + ahead.ms,
    log: window.log,
  });
  window.lists.onDidChange((change) => rows.redrawList(change));
  workspaces.onDidChange((connection) => rows.redrawGroups(connection));
  /** Row labels, indented by level. */
  const texts = async (parent?: NotebookNode, indent = ''): Promise<string[]> => {
    const nodes = await rows.getChildren(parent);
    const below = await Promise.all(
      nodes.map(async (node) => {
        const item = rows.getTreeItem(node);
        return [`${indent}${labelOf(item)}`, ...(await texts(node, `${indent}  `))];
      }),
    );
    return below.flat();
  };
  const setViewOptions = (changes: Partial<ViewOptions>): void => {
    viewOptions.current = { ...viewOptions.current, ...changes };
    rows.redraw();
  };
  const whole = async (): Promise<string[]> => {
    await texts();
    await Promise.all(window.lists.all.map(({ list }) => list.read()));
    return texts();
  };
  return { window, workspaces, rows, redrawn, saved, texts, setViewOptions, whole, viewOptions, ahead };
}

const labelOf = ({ label }: TreeItem): string => (typeof label === 'string' ? label : '');

const NAMES = ['llm-finetune', 'pytorch-experiments', 'data-cleaning', 'speech-demo', 'codelab-free'];

describe('the rows', () => {
  test('of a single connection are at the top level', async () => {
    expect(await (await aTree()).whole()).toEqual(NAMES);
  });

  test('of several connections are below each of them, and an error below its own', async () => {
    const tree = await aTree({ connections: ['Work', 'Home'] });
    tree.window.broken.add('Home');
    expect(await tree.whole()).toEqual(['Work', ...NAMES.map((name) => `  ${name}`), 'Home', '  Credentials missing']);
  });

  test('of a connection show that nothing matches the filter only after loading completes', async () => {
    const tree = await aTree({ connections: ['Work', 'Home'] });
    const { edit } = tree.window.emulator;
    for (const { id, feature } of edit.notebooks) if (feature === 'DEFAULT') edit.removeNotebook(id);
    tree.setViewOptions({ text: 'nothing has this name' });
    const [work] = await tree.rows.getChildren();
    const early = tree.rows.getChildren(work);
    tree.window.reconnect();
    expect(await early).toEqual([]);
    expect(await tree.rows.getChildren(work)).toEqual([]);
    tree.redrawn.length = 0;
    await tree.window.world.settle();
    expect(tree.redrawn).toContainEqual(work);
    expect((await tree.texts(work)).join()).toBe('No notebooks match the filter.');
  });

  test('are kept after a bug, which is logged with its stack', async () => {
    const tree = await aTree();
    tree.window.bugs.add('Work');
    const drawn = await tree.texts();
    expect(drawn).toContain('llm-finetune');
    await tree.window.world.settle();
    expect(await tree.texts()).toEqual(drawn);
    expect(tree.window.log.lines.join('\n')).toMatch(
      /^error Could not list the notebooks: TypeError: unexpected.*\n +at /m,
    );
  });

  test('are grouped, filtered and sorted by the view options', async () => {
    const tree = await aTree();
    await tree.whole();
    tree.setViewOptions({ group: 'flavor', sort: 'name', text: 'e' });
    const grouped = await tree.texts();
    expect(grouped.filter((text) => !text.startsWith(' ')).length).toBeGreaterThan(2);
    tree.setViewOptions({ group: 'none', text: 'speech' });
    expect(await tree.texts()).toEqual(['speech-demo']);
    const { lists } = tree.window;
    expect(viewMessage(lists, tree.rows.shown, tree.viewOptions.current)).toBe('Filter: with “speech” (1 of 5)');
    tree.setViewOptions({ text: 'nothing has this name' });
    expect(await tree.texts()).toEqual([]);
    expect(contextState(lists, tree.rows.shown)).toBe('filtered');
  });

  test('by workspace are below its name, which is requested once on demand, and keep their IDs', async () => {
    const tree = await aTree({ notebooks: 7 });
    const groups = async () => (await tree.rows.getChildren()).map((node) => tree.rows.getTreeItem(node));
    await tree.whole();
    tree.setViewOptions({ group: 'status' });
    await groups();
    expect(tree.window.emulator.count('ListWorkspaces')).toBe(0);
    tree.setViewOptions({ group: 'workspace' });
    const before = await groups();
    expect(before.map(labelOf)).toEqual(['Default workspace', expect.stringMatching(/^[0-9a-f]{32}$/)]);
    tree.redrawn.length = 0;
    await vi.waitFor(() => expect(tree.redrawn).toEqual([undefined]));
    const after = await groups();
    expect(after.map(labelOf)).toEqual(['Default workspace', 'research']);
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(tree.window.emulator.count('ListWorkspaces')).toBe(1);
  });

  test('by workspace are below its ID after one request when the account has no workspaces', async () => {
    const tree = await aTree({ notebooks: 7, scenario: 'workspaceFeatureOff' });
    tree.setViewOptions({ group: 'workspace' });
    await tree.whole();
    await vi.waitFor(() => expect(tree.window.log.lines.join()).toContain('ModelArts.7002'));
    tree.rows.redraw();
    expect(await tree.texts()).toContainEqual(expect.stringMatching(/^[0-9a-f]{32}$/));
    expect(tree.window.emulator.count('ListWorkspaces')).toBe(1);
  });

  test('by workspace send no request when all are in the default one', async () => {
    const tree = await aTree({ notebooks: 1 });
    tree.setViewOptions({ group: 'workspace' });
    expect(await tree.whole()).toContain('Default workspace');
    expect(tree.window.emulator.count('ListWorkspaces')).toBe(0);
  });

  test('have IDs of connection and notebook that do not depend on the view options', async () => {
    const tree = await aTree();
    const ids = async (): Promise<string[]> => {
      const nodes = await tree.rows.getChildren();
      const leavesOf = async (node: NotebookNode) => (node.kind === 'group' ? tree.rows.getChildren(node) : [node]);
      return (await Promise.all(nodes.map(leavesOf))).flat().map((node) => tree.rows.getTreeItem(node).id ?? '');
    };
    await tree.whole();
    const flat = await ids();
    expect(new Set(flat).size).toBe(NAMES.length);
    expect(flat[0]).toBe(`Work/${[...tree.window.list().notebooks][0]?.id}`);
    tree.setViewOptions({ group: 'status' });
    expect((await ids()).toSorted()).toEqual(flat.toSorted());
  });

  test('are loaded only once the window has focus', async () => {
    let focus = (): void => undefined;
    const focused = new Promise<void>((resolve) => {
      focus = resolve;
    });
    const tree = await aTree({}, focused);
    const rows = tree.texts();
    await tree.window.world.settle();
    expect(tree.window.emulator.count('*')).toBe(0);
    focus();
    expect((await rows).length).toBeGreaterThan(0);
  });
});

describe('rows that arrive page by page', () => {
  test('are not redrawn by the first page, for which VS Code is waiting', async () => {
    const tree = await aTree();
    expect(await tree.rows.getChildren()).not.toEqual([]);
    expect(tree.redrawn).toEqual([]);
  });

  test('are appended, then sorted when loading is complete', async () => {
    const tree = await aTree({ notebooks: 300 });
    const drawn: string[][] = [];
    tree.window.list().onDidChange(() => void tree.texts().then((texts) => drawn.push(texts)));
    const last = await tree.whole();
    await tree.window.world.settle();
    const arriving = drawn.filter(({ length }) => length > 0 && length < last.length);
    expect(arriving.length).toBeGreaterThan(1);
    for (const [index, rows] of arriving.entries()) {
      const before = arriving[index - 1] ?? [];
      expect(rows.slice(0, before.length)).toEqual(before);
    }
    const running = [...tree.window.list().notebooks].filter(({ status }) => status === 'RUNNING').length;
    const first = (await tree.rows.getChildren()).slice(0, running);
    for (const { accessibilityInformation } of first.map((node) => tree.rows.getTreeItem(node))) {
      expect(accessibilityInformation?.label).toMatch(/, (?:Running|Saving image)(?:, |$)/);
    }
    expect(arriving.at(-1)).not.toEqual(last.slice(0, arriving.at(-1)?.length));
  });
});

describe('a change', () => {
  test('of one notebook refreshes only its row, and an empty change refreshes nothing', async () => {
    const tree = await aTree();
    tree.setViewOptions({ sort: 'created' });
    await tree.whole();
    tree.redrawn.length = 0;
    await tree.window.list().read();
    expect(tree.redrawn).toEqual([]);
    const [first] = [...tree.window.list().notebooks];
    tree.window.emulator.edit.alterNotebook(first!.id, { status: 'STOPPED' });
    await tree.window.list().readOne(first!.id);
    expect(tree.redrawn).toEqual([[expect.objectContaining({ kind: 'notebook' })]]);
    const [[node]] = tree.redrawn as [[NotebookNode]];
    expect(tree.rows.getTreeItem(node).description).toContain('Stopped');
  });

  test('that moves a row refreshes all rows', async () => {
    const tree = await aTree();
    await tree.whole();
    tree.redrawn.length = 0;
    const [first] = [...tree.window.list().notebooks];
    tree.window.emulator.edit.alterNotebook(first!.id, { status: 'STOPPED' });
    await tree.window.list().readOne(first!.id);
    expect(tree.redrawn).toEqual([undefined]);
  });

  test('of the time refreshes the rows whose text it changes, without a request', async () => {
    const tree = await aTree();
    await tree.whole();
    tree.window.emulator.resetJournal();
    tree.redrawn.length = 0;
    tree.rows.redrawTimes();
    expect(tree.redrawn).toEqual([]);
    tree.window.notebooksView.show(false);
    await tree.window.clock.advance(60_000);
    tree.rows.redrawTimes();
    const [nodes] = tree.redrawn;
    const names = [nodes ?? []].flat().map((node) => (node.kind === 'notebook' ? node.notebook.name : ''));
    expect(names).toEqual(['data-cleaning', 'speech-demo']);
    expect(tree.window.emulator.count('*')).toBe(0);
  });
});

test('a row shows the remaining lease by the service clock, not the local one', async () => {
  const tree = await aTree();
  await tree.whole();
  const nodes = await tree.rows.getChildren();
  const node = nodes.find((each) => each.kind === 'notebook' && each.notebook.name === 'data-cleaning');
  const description = () => tree.rows.getTreeItem(node!).description;
  expect(description()).toContain('9 min left');
  tree.ahead.ms = 5 * 60_000;
  expect(description()).toContain('4 min left');
});

test('the tooltip and the command of a row are created only on hover or click', async () => {
  const tree = await aTree();
  await tree.whole();
  const [node] = await tree.rows.getChildren();
  const item = tree.rows.getTreeItem(node!);
  expect([item.tooltip, item.command]).toEqual([undefined, undefined]);
  const resolved = tree.rows.resolveTreeItem(item, node!);
  expect(resolved.command).toMatchObject({ command: 'modelartsImages.viewDetails', arguments: [node] });
  expect(resolved.tooltip).toMatchObject({ value: expect.stringContaining('llm\\-finetune') });
});

test.each([
  ['reading', 0, 'Loading notebooks…'],
  ['reading', 3, ''],
  ['read', 0, ''],
])('the view of a list in state %s with %i notebooks shows “%s”', (kind, size, message) => {
  const lists = { all: [{ connection: 'Work', list: { state: { kind }, size, isOwnOnly: false } }] };
  expect(viewMessage(lists as never, size, DEFAULT_VIEW_OPTIONS)).toBe(message);
});
