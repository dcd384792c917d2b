import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { NotebookDetails } from '../../../../../src/model/notebook';
import { byUser } from '../../../../../src/ui/commandArguments';
import { openNotebook, openSsh, remoteFolder, sshCommand } from '../../../../../src/ui/notebooks/commands/openNotebook';
import { startNotebook, stopNotebook } from '../../../../../src/ui/notebooks/commands/startStop';
import { copyNotebookAs, parseHours, renewLease } from '../../../../../src/ui/notebooks/notebookActions';
import { aRefusal, someDetails } from '../../../../support/builders';
import { settled } from '../../../../support/manualClock';
import { Uri } from '../../../../support/vscodeStub/index';
import { shownMessage, shownPick } from '../../../../support/vscodeStub/look';
import { screen } from '../../../../support/vscodeStub/screen';

vi.mock('vscode', () => import('../../../../support/vscodeStub/index'));

beforeEach(() => screen.clear());

const details = (overrides: Partial<NotebookDetails> = {}): NotebookDetails =>
  someDetails({ status: 'STOPPED', ...overrides });

/** A notebook of the service. Records requests and row changes in order. */
function aRow(
  notebook: NotebookDetails,
  answers: Record<string, ((...call: unknown[]) => Promise<unknown>) | undefined> = {},
) {
  const calls: string[] = [];
  const list = {
    get: () => notebook,
    put: ({ status }: NotebookDetails) => void calls.push(`row ${status}`),
    readOne: async () => void calls.push('read again'),
    setOptimisticStatus: (_id: string, status: string) => {
      calls.push(`shown ${status}`);
      return { dispose: () => void calls.push('no longer') };
    },
    expectStatus: (_id: string, from: string, status: string) => void calls.push(`expected ${status} after ${from}`),
  };
  const asks =
    (operation: string, usual: () => Promise<unknown>) =>
    async (...call: unknown[]) => {
      calls.push(operation);
      return (answers[operation] ?? usual)(...call);
    };
  const client = {
    getNotebook: asks('get', async () => notebook),
    startNotebook: asks('start', async () => ({ ...notebook, status: 'STARTING' })),
    stopNotebook: asks('stop', async () => ({ ...notebook, status: 'STOPPING' })),
    renewLease: asks('renew', async () => notebook),
    getNotebookAddress: asks('address', async () => 'https://nb.example/lab?token=secret-token'),
  };
  const deps: never = {
    connections: { get: () => ({ name: 'Work' }) },
    clientFor: async () => client,
    lists: { of: () => list },
    serviceNow: () => 0,
  } as never;
  const node = { kind: 'notebook', connection: 'Work', notebook: { id: notebook.id, name: notebook.name } };
  return { deps, node, calls };
}

/** Presses a button of the next message. */
async function press(button: string | undefined): Promise<void> {
  await vi.waitFor(() => shownMessage());
  shownMessage().answer(button);
}

describe('starting a notebook', () => {
  test('shows the status at once, before the request, then the reported status', async () => {
    const { deps, node, calls } = aRow(details());
    await startNotebook(deps, node);
    expect(calls).toEqual(['shown STARTING', 'get', 'start', 'row STARTING', 'no longer']);
  });

  test('keeps the expected status when the response has the previous one', async () => {
    const { deps, node, calls } = aRow(details(), { start: async () => details() });
    await startNotebook(deps, node);
    expect(calls.slice(3)).toEqual(['row STOPPED', 'no longer', 'expected STARTING after STOPPED']);
  });

  test('shows the actual status and the error when refused', async () => {
    const refusal = aRefusal({ code: 'ModelArts.6306' });
    const { deps, node, calls } = aRow(details(), { start: () => Promise.reject(refusal) });
    await expect(startNotebook(deps, node)).rejects.toBe(refusal);
    expect(calls).toEqual(['shown STARTING', 'get', 'start', 'read again', 'no longer']);
  });

  test('sends no request and informs the user when the notebook is already running', async () => {
    const { deps, node, calls } = aRow(details({ status: 'RUNNING' }));
    await startNotebook(deps, node);
    expect(calls).not.toContain('start');
    expect(shownMessage().text).toBe("experiments can't be started because its status is “Running”.");
  });

  test('accepts an ID from code', async () => {
    const { deps, calls } = aRow(details());
    await startNotebook(deps, 'f9937afa-0000-4000-8000-000000000001');
    expect(calls).toContain('start');
  });
});

describe('stopping a notebook', () => {
  test('first warns of what is lost, and sends no request when canceled', async () => {
    const { deps, node, calls } = aRow(details({ status: 'RUNNING' }));
    const stopping = stopNotebook(deps, node);
    await vi.waitFor(() => shownMessage());
    const { modal, text, detail, actions } = shownMessage();
    expect([modal, text, actions]).toEqual([true, 'Stop experiments?', ['Stop', 'Save First...']]);
    expect(detail).toMatch(/installed .* will be lost/);
    await press(undefined);
    await stopping;
    expect(calls).toEqual(['get', 'row RUNNING']);
  });

  test('stops the notebook when confirmed', async () => {
    const { deps, node, calls } = aRow(details({ status: 'RUNNING' }));
    const stopping = stopNotebook(deps, node);
    await press('Stop');
    await stopping;
    expect(calls.slice(2)).toEqual(['shown STOPPING', 'stop', 'row STOPPING', 'no longer']);
  });

  test('can save instead of stopping', async () => {
    const { deps, node, calls } = aRow(details({ status: 'RUNNING' }));
    const stopping = stopNotebook(deps, node);
    await press('Save First...');
    await stopping;
    expect(calls).not.toContain('stop');
    const id = 'f9937afa-0000-4000-8000-000000000001';
    expect(screen.calls).toEqual([['modelartsImages.saveImage', byUser({ notebookId: id, connection: 'Work' })]]);
  });

  test('asks nothing when the notebook has already stopped', async () => {
    const { deps, node, calls } = aRow(details({ status: 'STOPPING' }));
    await stopNotebook(deps, node);
    expect(calls).not.toContain('stop');
    expect(shownMessage().modal).toBe(false);
  });
});

describe('opening a notebook in a browser', () => {
  test('passes the address to VS Code and shows it nowhere', async () => {
    const { deps, node, calls } = aRow(details({ status: 'RUNNING' }));
    await openNotebook(deps, node);
    expect(screen.calls).toEqual([['vscode.open', 'https://nb.example/lab?token=secret-token']]);
    expect(JSON.stringify([calls, screen.messages, screen.copied])).not.toContain('secret-token');
  });

  test('names a notebook that has no address', async () => {
    const { deps, node } = aRow(details(), { address: async () => undefined });
    await openNotebook(deps, node);
    expect(screen.calls).toEqual([]);
    expect(shownMessage().text).toBe('experiments has no browser address. Only a running notebook has one.');
  });
});

describe('connecting by SSH', () => {
  const reachable = details({ status: 'RUNNING', sshUri: 'ssh://ma-user@dev.example.com:31205' });

  test('opens a Remote-SSH window when the extension is installed', async () => {
    screen.extensions = { 'ms-vscode-remote.remote-ssh': {} };
    const { deps, node } = aRow(reachable);
    await openSsh(deps, node);
    const folder = Uri.parse('vscode-remote://ssh-remote+ma-user@dev.example.com:31205/home/ma-user/work');
    expect(screen.calls).toEqual([['vscode.openFolder', folder, { forceNewWindow: true }]]);
  });

  test('offers to copy the command when it is not installed', async () => {
    const { deps, node } = aRow(reachable);
    const opening = openSsh(deps, node);
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
  ])('builds no command from %s', async (sshUri) => {
    screen.extensions = { 'ms-vscode-remote.remote-ssh': {} };
    const { deps, node } = aRow(details({ status: 'RUNNING', sshUri }));
    await openSsh(deps, node);
    expect([screen.calls, screen.copied]).toEqual([[], []]);
    expect(shownMessage().text).toContain('no SSH endpoint');
  });

  test('omits default and unknown parts', () => {
    const endpoint = { host: 'dev.example.com', port: 22, user: undefined };
    expect(sshCommand(endpoint)).toBe('ssh -p 22 dev.example.com');
    expect(remoteFolder(endpoint).toString()).toBe('vscode-remote://ssh-remote+dev.example.com/home/ma-user/work');
  });
});

describe('copying a notebook', () => {
  const reachable = details({ status: 'RUNNING', name: 'speech', sshUri: 'ssh://ma-user@dev.example.com:31205' });

  /** Runs Copy As on the notebook's row and picks a form. */
  async function copyAs(notebook: NotebookDetails, label: string, selected?: unknown): Promise<void> {
    const { deps, node } = aRow(notebook);
    const running = copyNotebookAs(deps, node, selected);
    await settled();
    shownPick().moveTo(label);
    shownPick().enter();
    await running;
  }

  test.each([
    ['Name', 'speech'],
    ['ID', reachable.id],
    ['SSH Command', 'ssh -p 31205 ma-user@dev.example.com'],
  ])('as %s copies the unchanged text', async (label, expected) => {
    await copyAs(reachable, label);
    expect(screen.copied).toEqual([expected]);
  });

  test('as SSH Command copies nothing and informs the user when there is no endpoint', async () => {
    await copyAs(details({ status: 'RUNNING', sshUri: undefined }), 'SSH Command');
    expect(screen.copied).toEqual([]);
    expect(shownMessage().text).toContain('no SSH endpoint');
  });

  test('offers no SSH command for a notebook that is not running', async () => {
    const { deps, node } = aRow(details({ status: 'STOPPED' }));
    void copyNotebookAs(deps, node, undefined);
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
  test('renews by the typed hours and reloads the notebook', async () => {
    screen.inputAnswer = '24';
    const renewals: unknown[] = [];
    const { deps, node, calls } = aRow(details({ status: 'RUNNING' }), {
      renew: async (id, ms) => renewals.push([id, ms]),
    });
    await renewLease(deps, node);
    expect(renewals).toEqual([['f9937afa-0000-4000-8000-000000000001', 24 * 3_600_000]]);
    expect(calls).toEqual(['renew', 'read again']);
  });

  test('sends no request when canceled', async () => {
    screen.inputAnswer = undefined;
    const { deps, node, calls } = aRow(details({ status: 'RUNNING' }));
    await renewLease(deps, node);
    expect(calls).toEqual([]);
  });

  test('rejects and keeps the row when refused', async () => {
    screen.inputAnswer = '24';
    const refusal = aRefusal({ status: 400, code: 'ModelArts.6313' });
    const { deps, node, calls } = aRow(details({ status: 'RUNNING' }), { renew: () => Promise.reject(refusal) });
    await expect(renewLease(deps, node)).rejects.toBe(refusal);
    expect(calls).toEqual(['renew']);
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
])('"%s" is parsed as %s hours', (text, hours) => expect(parseHours(text)).toBe(hours));
