import * as vscode from 'vscode';
import { readSshUri, type SshEndpoint } from '../../../model/sshEndpoint';
import { notify } from '../../text/notify';
import { withViewProgress } from '../../withProgress';
import { type NotebookDeps, type NotebookTarget, notebookTarget, targetName } from './notebookTarget';

/**
 * Opens a running notebook in a browser. The address grants access to anyone who has it, so it is requested on demand,
 * passed to VS Code and not stored.
 */
export async function openNotebook(deps: NotebookDeps, argument: unknown): Promise<void> {
  const target = await notebookTarget(deps, argument, 'openable', vscode.l10n.t('Open Notebook in Browser'));
  if (!target) return;
  const address = await withViewProgress((signal) => target.client.getNotebookAddress(target.id, signal));
  // Passed as a string: VS Code re-encodes `+` and `&` of a Uri, which invalidates the token.
  if (address !== undefined) await vscode.commands.executeCommand('vscode.open', address);
  else {
    void notify.information(
      vscode.l10n.t('{notebook} has no browser address. Only a running notebook has one.', {
        notebook: targetName(target),
      }),
    );
  }
}

/** IDs of extensions that open `ssh-remote+…`: Microsoft's, then those of forks. */
const REMOTE_SSH = ['ms-vscode-remote.remote-ssh', 'jeanp413.open-remote-ssh', 'anysphere.remote-ssh'] as const;

const WORK_FOLDER = '/home/ma-user/work';

/** Opens an SSH window on the notebook if a Remote-SSH extension is installed; otherwise offers to copy the command. */
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
      'Install the Remote-SSH extension to open a window connected to this notebook, or run {command} in a terminal.',
      {
        command: sshCommand(endpoint),
      },
    ),
    install,
    copy,
  );
  // Opens the extensions view, because the marketplace of a fork may differ.
  if (answer === install) await vscode.commands.executeCommand('workbench.extensions.search', remoteSshQuery());
  if (answer === copy) await vscode.env.clipboard.writeText(sshCommand(endpoint));
}

/** Microsoft's extension is licensed only for Microsoft's builds of VS Code. */
function remoteSshQuery(): string {
  const [microsoft, open] = REMOTE_SSH;
  return `@id:${/^vscode(?:-insiders)?$/.test(vscode.env.uriScheme) ? microsoft : open}`;
}

/** Reads the SSH endpoint, which changes with each start. Undefined if the notebook has none, or an unsafe one. */
export async function sshEndpointOf({ client, id, list }: NotebookTarget): Promise<SshEndpoint | undefined> {
  const details = await withViewProgress((signal) => client.getNotebook(id, signal));
  list?.put(details);
  const endpoint = readSshUri(details.sshUri);
  return endpoint && isShellSafe(endpoint) ? endpoint : undefined;
}

/** The endpoint becomes part of a command line, so only plain user and host names are accepted. */
function isShellSafe({ user = '', host }: SshEndpoint): boolean {
  return /^([a-z_][\w.-]{0,63})?$/i.test(user) && /^[a-z0-9]([a-z0-9.:-]{0,251}[a-z0-9])?$/.test(host);
}

/** Shows that the notebook has no SSH endpoint. */
export function reportMissingSsh(target: NotebookTarget): void {
  void notify.information(
    vscode.l10n.t('{notebook} has no SSH endpoint. SSH is enabled with a key pair when a notebook is created.', {
      notebook: targetName(target),
    }),
  );
}

/** Returns the `ssh` command line for an endpoint. */
export function sshCommand({ user, host, port }: SshEndpoint): string {
  return `ssh -p ${port} ${user === undefined ? '' : `${user}@`}${host}`;
}

/** Returns the URI of the work folder for Remote-SSH, with user and port in the authority. */
export function remoteFolder({ user, host, port }: SshEndpoint): vscode.Uri {
  const userPrefix = user === undefined ? '' : `${user}@`;
  const authority = `ssh-remote+${userPrefix}${host}${port === 22 ? '' : `:${port}`}`;
  return vscode.Uri.from({ scheme: 'vscode-remote', authority, path: WORK_FOLDER });
}
