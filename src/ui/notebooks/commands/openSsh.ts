import * as vscode from 'vscode';
import { readSshUri, type SshEndpoint } from '../../../model/sshEndpoint';
import { notify } from '../../text/notify';
import { type NotebookDeps, type NotebookTarget, nameOf, notebookTarget } from './notebookTarget';
import { withViewProgress } from './withViewProgress';

/** Extensions that open `ssh-remote+…`. */
const REMOTE_SSH = ['ms-vscode-remote.remote-ssh', 'jeanp413.open-remote-ssh', 'anysphere.remote-ssh'] as const;

const WORK_FOLDER = '/home/ma-user/work';

/** Opens a window on the notebook by SSH, with Remote-SSH where that is installed; else offers the command to copy. */
export async function openSsh(deps: NotebookDeps, argument: unknown): Promise<void> {
  const target = await notebookTarget(deps, argument, 'sshable', vscode.l10n.t('Open SSH Window'));
  if (!target) return;
  const endpoint = await sshEndpointOf(target);
  if (!endpoint) {
    reportMissingSsh(target);
    return;
  }
  if (REMOTE_SSH.some((id) => vscode.extensions.getExtension(id))) {
    await vscode.commands.executeCommand('vscode.openFolder', remoteFolder(endpoint), { forceNewWindow: true });
    return;
  }
  const install = vscode.l10n.t('Install');
  const copy = vscode.l10n.t('Copy Command');
  const answer = await notify.information(
    vscode.l10n.t(
      'Install the Remote-SSH extension to open a window on this notebook, or run {command} in a terminal.',
      {
        command: sshCommand(endpoint),
      },
    ),
    install,
    copy,
  );
  // Shows the extension, with its button to install it: what a fork's marketplace has is seen there.
  if (answer === install) await vscode.commands.executeCommand('workbench.extensions.search', remoteSshQuery());
  if (answer === copy) await vscode.env.clipboard.writeText(sshCommand(endpoint));
}

/** Microsoft's extension is licensed for its own builds of VS Code alone. */
function remoteSshQuery(): string {
  const [microsoft, open] = REMOTE_SSH;
  return `@id:${/^vscode(?:-insiders)?$/.test(vscode.env.uriScheme) ? microsoft : open}`;
}

/** Reads the endpoint anew: it changes with each start. Undefined where the notebook takes no SSH. */
export async function sshEndpointOf({ client, id, list }: NotebookTarget): Promise<SshEndpoint | undefined> {
  const details = await withViewProgress((signal) => client.getNotebook(id, signal));
  list?.put(details);
  const endpoint = readSshUri(details.sshUri);
  return endpoint && isPlain(endpoint) ? endpoint : undefined;
}

/** It becomes part of a command line, so it must be nothing but a user and a host. */
function isPlain({ user = '', host }: SshEndpoint): boolean {
  return /^([a-z_][\w.-]{0,63})?$/i.test(user) && /^[a-z0-9]([a-z0-9.:-]{0,251}[a-z0-9])?$/.test(host);
}

export function reportMissingSsh(target: NotebookTarget): void {
  void notify.information(
    vscode.l10n.t('{notebook} has no SSH endpoint. SSH is enabled with a key pair when a notebook is created.', {
      notebook: nameOf(target),
    }),
  );
}

export function sshCommand({ user, host, port }: SshEndpoint): string {
  return `ssh -p ${port} ${user === undefined ? '' : `${user}@`}${host}`;
}

/** The folder as Remote-SSH names it, with user and port in the authority. */
export function remoteFolder({ user, host, port }: SshEndpoint): vscode.Uri {
  const who = user === undefined ? '' : `${user}@`;
  const authority = `ssh-remote+${who}${host}${port === 22 ? '' : `:${port}`}`;
  return vscode.Uri.from({ scheme: 'vscode-remote', authority, path: WORK_FOLDER });
}
