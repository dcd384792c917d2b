import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { NotebookDetails } from '../../../../../src/model/notebook';
import { copyNotebookAs } from '../../../../../src/ui/notebooks/commands/copyNotebook';
import { openNotebook } from '../../../../../src/ui/notebooks/commands/openNotebook';
import { openSsh, remoteFolder, sshCommand } from '../../../../../src/ui/notebooks/commands/openSsh';
import { hoursIn, renewLease } from '../../../../../src/ui/notebooks/commands/renewLease';
import { startNotebook, stopNotebook } from '../../../../../src/ui/notebooks/commands/startStop';
import { aRefusal, someDetails } from '../../../../support/builders';
import { settled } from '../../../../support/manualClock';
import { Uri } from '../../../../support/vscodeStub/index';
import { shownMessage, shownPick } from '../../../../support/vscodeStub/look';
import { screen } from '../../../../support/vscodeStub/screen';

vi.mock('vscode', () => import('../../../../support/vscodeStub/index'));

beforeEach(() => screen.clear());

const details = (but: Partial<NotebookDetails> = {}): NotebookDetails => someDetails({ status: 'STOPPED', ...but });

/** A notebook as the service has it, what is asked of the service, and what the row says, in order. */
function aRow(
  notebook: NotebookDetails,
  answers: Record<string, ((...call: unknown[]) => Promise<unknown>) | undefined> = {},
) {
  const told: string[] = [];
  const list = {
    get: () => notebook,
    put: ({ status }: NotebookDetails) => void told.push(`row ${status}`),
    readOne: async () => void told.push('read again'),
    setOptimisticStatus: (_id: string, status: string) => {
      told.push(`shown ${status}`);
      return { dispose: () => void told.push('no longer') };
    },
    expectStatus: (_id: string, from: string, status: string) => void told.push(`expected ${status} after ${from}`),
  };
  const asks =
    (operation: string, usual: () => Promise<unknown>) =>
    async (...call: unknown[]) => {
      told.push(operation);
      return (answers[operation] ?? usual)(...call);
    };
  const client = {
    getNotebook: asks('get', async () => notebook),
    startNotebook: asks('start', async () => ({ ...notebook, status: 'STARTING' })),
    stopNotebook: asks('stop', async () => ({ ...notebook, status: 'STOPPING' })),
    renewLease: asks('renew', async () => notebook),
    getNotebookAddress: asks('address', async () => 'https://nb.example/lab?token=secret-token'),
  };
  const tools: never = {
    connections: { get: () => ({ name: 'Work' }) },
    clientFor: async () => client,
    lists: { of: () => list },
    serviceNow: () => 0,
  } as never;
  const node = { kind: 'notebook', connection: 'Work', notebook: { id: notebook.id, name: notebook.name } };
  return { tools, node, told };
}

/** Lets the person press a button of the message that comes next. */
async function press(button: string | undefined): Promise<void> {
  await vi.waitFor(() => shownMessage());
  shownMessage().answer(button);
}

describe('starting', () => {
  test('is shown at once, before the service is asked, and then as the service says', async () => {
    const { tools, node, told } = aRow(details());
    await startNotebook(tools, node);
    expect(told).toEqual(['shown STARTING', 'get', 'start', 'row STARTING', 'no longer']);
  });

  test('that was accepted without a word of it is expected still', async () => {
    const { tools, node, told } = aRow(details(), { start: async () => details() });
    await startNotebook(tools, node);
    expect(told.slice(3)).toEqual(['row STOPPED', 'no longer', 'expected STARTING after STOPPED']);
  });

  test('that is refused is put back by what is true, and told', async () => {
    const refusal = aRefusal({ code: 'ModelArts.6306' });
    const { tools, node, told } = aRow(details(), { start: () => Promise.reject(refusal) });
    await expect(startNotebook(tools, node)).rejects.toBe(refusal);
    expect(told).toEqual(['shown STARTING', 'get', 'start', 'read again', 'no longer']);
  });

  test('one that runs by now asks for nothing and says so', async () => {
    const { tools, node, told } = aRow(details({ status: 'RUNNING' }));
    await startNotebook(tools, node);
    expect(told).not.toContain('start');
    expect(shownMessage().text).toBe("experiments can't be started because its status is “Running”.");
  });

  test('by its id alone is possible, for code', async () => {
    const { tools, told } = aRow(details());
    await startNotebook(tools, 'f9937afa-0000-4000-8000-000000000001');
    expect(told).toContain('start');
  });
});

describe('stopping', () => {
  test('says first what is lost, and asks for nothing when the person backs out', async () => {
    const { tools, node, told } = aRow(details({ status: 'RUNNING' }));
    const stopping = stopNotebook(tools, node);
    await vi.waitFor(() => shownMessage());
    const { modal, text, detail, actions } = shownMessage();
    expect([modal, text, actions]).toEqual([true, 'Stop experiments?', ['Stop', 'Save First...']]);
    expect(detail).toMatch(/installed .* will be lost/);
    await press(undefined);
    await stopping;
    expect(told).toEqual(['get', 'row RUNNING']);
  });

  test('goes on once the person agrees', async () => {
    const { tools, node, told } = aRow(details({ status: 'RUNNING' }));
    const stopping = stopNotebook(tools, node);
    await press('Stop');
    await stopping;
    expect(told.slice(2)).toEqual(['shown STOPPING', 'stop', 'row STOPPING', 'no longer']);
  });

  test('can save first, and does not stop then', async () => {
    const { tools, node, told } = aRow(details({ status: 'RUNNING' }));
    const stopping = stopNotebook(tools, node);
    await press('Save First...');
    await stopping;
    expect(told).not.toContain('stop');
    const id = 'f9937afa-0000-4000-8000-000000000001';
    expect(screen.calls).toEqual([['modelartsImages.saveImage', { notebookId: id, connection: 'Work' }]]);
  });

  test('one that has stopped by now asks nobody', async () => {
    const { tools, node, told } = aRow(details({ status: 'STOPPING' }));
    await stopNotebook(tools, node);
    expect(told).not.toContain('stop');
    expect(shownMessage().modal).toBe(false);
  });
});

describe('opening in a browser', () => {
  test('hands the address straight on and shows it nowhere', async () => {
    const { tools, node, told } = aRow(details({ status: 'RUNNING' }));
    await openNotebook(tools, node);
    expect(screen.calls).toEqual([['vscode.open', 'https://nb.example/lab?token=secret-token']]);
    expect(JSON.stringify([told, screen.messages, screen.copied])).not.toContain('secret-token');
  });

  test('says so of a notebook without an address, by its name', async () => {
    const { tools, node } = aRow(details(), { address: async () => undefined });
    await openNotebook(tools, node);
    expect(screen.calls).toEqual([]);
    expect(shownMessage().text).toBe('experiments has no browser address. Only a running notebook has one.');
  });
});

describe('connecting by SSH', () => {
  const reachable = details({ status: 'RUNNING', sshUri: 'ssh://ma-user@dev.example.com:31205' });

  test('opens a window of Remote-SSH where that is installed', async () => {
    screen.extensions = { 'ms-vscode-remote.remote-ssh': {} };
    const { tools, node } = aRow(reachable);
    await openSsh(tools, node);
    const folder = Uri.parse('vscode-remote://ssh-remote+ma-user@dev.example.com:31205/home/ma-user/work');
    expect(screen.calls).toEqual([['vscode.openFolder', folder, { forceNewWindow: true }]]);
  });

  test('offers the command to copy where it is not', async () => {
    const { tools, node } = aRow(reachable);
    const opening = openSsh(tools, node);
    await press('Copy Command');
    await opening;
    expect(screen.copied).toEqual(['ssh -p 31205 ma-user@dev.example.com']);
  });

  test.each([
    undefined,
    '',
    'https://dev.example.com',
    'ssh://ma-user@dev.example.com;rm -rf ~:22',
    'ssh://$(reboot)@dev.example.com:22',
    'ssh://-oProxyCommand=x@dev.example.com:22',
    'ssh://ma-user@-dev:22',
  ])('makes no command of %s', async (sshUri) => {
    screen.extensions = { 'ms-vscode-remote.remote-ssh': {} };
    const { tools, node } = aRow(details({ status: 'RUNNING', sshUri }));
    await openSsh(tools, node);
    expect([screen.calls, screen.copied]).toEqual([[], []]);
    expect(shownMessage().text).toContain('no SSH endpoint');
  });

  test('leaves out what is usual or not known', () => {
    const endpoint = { host: 'dev.example.com', port: 22, user: undefined };
    expect(sshCommand(endpoint)).toBe('ssh -p 22 dev.example.com');
    expect(remoteFolder(endpoint).toString()).toBe('vscode-remote://ssh-remote+dev.example.com/home/ma-user/work');
  });
});

describe('copying a notebook', () => {
  const reachable = details({ status: 'RUNNING', name: 'speech', sshUri: 'ssh://ma-user@dev.example.com:31205' });

  /** Picks what to copy from the list of a notebook's row. */
  async function copyAs(notebook: NotebookDetails, label: string, selected?: unknown): Promise<void> {
    const { tools, node } = aRow(notebook);
    const done = copyNotebookAs(tools, node, selected);
    await settled();
    shownPick().moveTo(label);
    shownPick().enter();
    await done;
  }

  test.each([
    ['Name', 'speech'],
    ['ID', reachable.id],
    ['SSH Command', 'ssh -p 31205 ma-user@dev.example.com'],
  ])('as %s puts that on the clipboard, unchanged', async (label, expected) => {
    await copyAs(reachable, label);
    expect(screen.copied).toEqual([expected]);
  });

  test('as SSH Command copies nothing where there is no endpoint, and says so', async () => {
    await copyAs(details({ status: 'RUNNING', sshUri: undefined }), 'SSH Command');
    expect(screen.copied).toEqual([]);
    expect(shownMessage().text).toContain('no SSH endpoint');
  });

  test('offers no SSH command for a notebook that does not run', async () => {
    const { tools, node } = aRow(details({ status: 'STOPPED' }));
    void copyNotebookAs(tools, node, undefined);
    await settled();
    expect(shownPick().labels).toEqual(['Name', 'Notebook ID']);
    shownPick().escape();
  });

  test('copies one line for each selected notebook', async () => {
    const { node } = aRow(reachable);
    await copyAs(reachable, 'Name', [node, { ...node, notebook: { id: 'other', name: 'speech' } }]);
    expect(screen.copied).toEqual(['speech\nspeech']);
  });
});

describe('renewing a lease', () => {
  test('asks for as many hours as were typed, and reads the notebook anew', async () => {
    screen.inputAnswer = '24';
    const renewals: unknown[] = [];
    const { tools, node, told } = aRow(details({ status: 'RUNNING' }), {
      renew: async (id, ms) => renewals.push([id, ms]),
    });
    await renewLease(tools, node);
    expect(renewals).toEqual([['f9937afa-0000-4000-8000-000000000001', 24 * 3_600_000]]);
    expect(told).toEqual(['renew', 'read again']);
  });

  test('of whoever backs out asks for nothing', async () => {
    screen.inputAnswer = undefined;
    const { tools, node, told } = aRow(details({ status: 'RUNNING' }));
    await renewLease(tools, node);
    expect(told).toEqual([]);
  });

  test('that is refused is told by whoever called, and leaves the row as it is', async () => {
    screen.inputAnswer = '24';
    const refusal = aRefusal({ status: 400, code: 'ModelArts.6313' });
    const { tools, node, told } = aRow(details({ status: 'RUNNING' }), { renew: () => Promise.reject(refusal) });
    await expect(renewLease(tools, node)).rejects.toBe(refusal);
    expect(told).toEqual(['renew']);
  });
});

test.each([
  ['1', 1],
  [' 72 ', 72],
  ['0', undefined],
  ['73', undefined],
  ['1.5', undefined],
  ['-1', undefined],
  ['1e1', undefined],
  ['', undefined],
  ['four', undefined],
])('"%s" is understood as %s hours', (text, hours) => expect(hoursIn(text)).toBe(hours));
