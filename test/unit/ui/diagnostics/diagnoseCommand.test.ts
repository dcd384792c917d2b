import { beforeEach, describe, expect, test, vi } from 'vitest';
import * as vscode from 'vscode';
import type { Diagnosis } from '../../../../src/connections/diagnoseConnection';
import { NotSentError } from '../../../../src/model/errors';
import { diagnoseCommand } from '../../../../src/ui/diagnostics/diagnoseCommand';
import { shownMessage } from '../../../support/vscodeStub/look';
import { screen } from '../../../support/vscodeStub/screen';

vi.mock('vscode', async () => {
  const stub = await import('../../../support/vscodeStub/index');
  return { ...stub, version: '1.105.0', UIKind: { Desktop: 1, Web: 2 } };
});
beforeEach(() => screen.clear());

const unreachable = new NotSentError({ reason: 'refused', host: 'h:1', code: 'ECONNREFUSED', proxy: undefined });
const extension = { id: 'publisher.name', version: '1.2.3', issues: 'https://example.com/issues' };

/** A diagnosis with this error; undefined = everything works. */
function diagnosis(reason: unknown): Diagnosis {
  const outcome =
    reason === undefined ? { status: 'fulfilled' as const, value: undefined } : { status: 'rejected' as const, reason };
  const authorities = { status: 'fulfilled', value: { bundled: 1, system: 1, extra: 0 } } as const;
  return {
    connection: { status: 'fulfilled', value: { name: 'Work', region: 'r', credentials: 'environment' } as never },
    problems: [],
    credentials: { status: 'fulfilled', value: 'keys' },
    project: { status: 'fulfilled', value: '0123456789' },
    network: { strictCertificates: true, authorities },
    endpoints: [],
    permissions: [{ permission: 'listNotebooks', outcome, ms: 1 }],
  };
}

async function diagnose(reason?: unknown): Promise<string> {
  const shown: string[] = [];
  const reports = { show: async (_name: string, text: string) => void shown.push(text) };
  await diagnoseCommand({ clients: { diagnose: async () => diagnosis(reason) }, reports, extension });
  await vi.waitFor(() => expect(screen.messages).not.toEqual([]));
  return shown.join();
}

describe('diagnoseCommand', () => {
  test.each([
    [undefined, 'information', 'Everything works'],
    [unreachable, 'warning', 'Connection refused by h:1'],
  ])('report and message begin with the verdict', async (reason, severity, verdict) => {
    expect(await diagnose(reason)).toMatch(new RegExp(`^# ${verdict}\n`));
    expect(shownMessage()).toMatchObject({ severity, actions: ['Copy', 'Report Issue'] });
    expect(shownMessage().text).toBe(`${verdict}. See the report for details.`);
  });

  test('Copy copies the report as Markdown', async () => {
    const copied = vi.spyOn(vscode.env.clipboard, 'writeText');
    const report = await diagnose();
    shownMessage().answer('Copy');
    await vi.waitFor(() => expect(copied).toHaveBeenCalledWith(report));
  });

  test('Report Issue opens VS Code’s issue reporter with the report', async () => {
    const run = vi.spyOn(vscode.commands, 'executeCommand');
    const issueBody = await diagnose(unreachable);
    shownMessage().answer('Report Issue');
    const filledIn = { extensionId: extension.id, issueTitle: 'Connection refused by h:1', issueBody };
    await vi.waitFor(() => expect(run).toHaveBeenCalledWith('vscode.openIssueReporter', filledIn));
    run.mockRestore();
  });

  test('Report Issue opens the repository’s page when there is no issue reporter', async () => {
    const run = vi.spyOn(vscode.commands, 'executeCommand').mockRejectedValueOnce(new Error('command not found'));
    const report = await diagnose();
    shownMessage().answer('Report Issue');
    await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(2));
    const [command, address] = run.mock.calls[1] ?? [];
    expect(command).toBe('vscode.open');
    const { origin, pathname, searchParams } = new URL(String(address));
    expect(`${origin}${pathname}`).toBe(`${extension.issues}/new`);
    expect(Object.fromEntries(searchParams)).toEqual({ title: 'Everything works', body: report });
    run.mockRestore();
  });
});
