import { l10n } from 'vscode';
import type { Health } from '../../api/transportDecorators';
import type { Connection } from '../../connections/connection';
import type { Image } from '../../model/image';
import { isNotebookStatus, type NotebookStatus } from '../../model/notebook';
import { oneLine } from '../../util/text';

/** Describes the problem of a connection in a few words; undefined if it works or has not been used. */
export function healthLabel(health: Health | undefined): string | undefined {
  switch (health) {
    case 'expired':
      return l10n.t('credentials expired');
    case 'refused':
      return l10n.t('credentials rejected');
    case 'locked':
      return l10n.t('access key locked');
    case 'unreachable':
      return l10n.t('unreachable');
    case 'ok':
    case undefined:
      return undefined;
  }
}

/** Returns a short label of a connection's credential source. */
export function sourceLabel(source: Connection['credentials']): string {
  switch (source) {
    case 'stored':
      return l10n.t('VS Code secret storage');
    case 'environment':
      return l10n.t('environment variables');
    case 'profileFile':
      return l10n.t('SDK profile file');
    case 'hcloud':
      return l10n.t('hcloud configuration file');
    case 'demo':
      return l10n.t('demo');
  }
}

/** Returns the label of a notebook status. An unknown status is returned unchanged, on one line. */
export function notebookStatusLabel(status: string): string {
  return isNotebookStatus(status) ? knownStatusLabel(status) : oneLine(status, 60) || l10n.t('Unknown');
}

function knownStatusLabel(status: NotebookStatus): string {
  switch (status) {
    case 'INIT':
      return l10n.t('Initializing');
    case 'CREATING':
      return l10n.t('Creating');
    case 'STARTING':
      return l10n.t('Starting');
    case 'STOPPING':
      return l10n.t('Stopping');
    case 'DELETING':
      return l10n.t('Deleting');
    case 'RUNNING':
      return l10n.t('Running');
    case 'STOPPED':
      return l10n.t('Stopped');
    case 'SNAPSHOTTING':
      return l10n.t('Saving image');
    case 'CREATE_FAILED':
      return l10n.t('Creation failed');
    case 'START_FAILED':
      return l10n.t('Start failed');
    case 'DELETE_FAILED':
      return l10n.t('Deletion failed');
    case 'ERROR':
      return l10n.t('Error');
    case 'DELETED':
      return l10n.t('Deleted');
    case 'FROZEN':
      return l10n.t('Frozen');
  }
}

/** Returns the label of an image status. An unknown status is returned unchanged, on one line. */
export function imageStatusLabel(status: Image['status']): string {
  switch (status) {
    case 'INIT':
      return l10n.t('Initializing');
    case 'CREATING':
      return l10n.t('Building');
    case 'ACTIVE':
      return l10n.t('Ready');
    case 'CREATE_FAILED':
      return l10n.t('Build failed');
    case 'ERROR':
      return l10n.t('Error');
    case 'DELETED':
      return l10n.t('Deleted');
    default:
      return oneLine(status, 60) || l10n.t('Unknown');
  }
}

const MINUTE = 60_000;

/** Returns when a notebook stops automatically, as a sentence: `train stops in 2 h 10 min.` */
export function leaseText(notebook: string, leftMs: number): string {
  const totalMinutes = Math.floor(leftMs / MINUTE);
  if (totalMinutes < 1) return l10n.t('{notebook} stops in less than a minute.', { notebook });
  const [hours, minutes] = [Math.floor(totalMinutes / 60), totalMinutes % 60];
  if (hours === 0) return l10n.t('{notebook} stops in {minutes} min.', { notebook, minutes });
  return minutes === 0
    ? l10n.t('{notebook} stops in {hours} h.', { notebook, hours })
    : l10n.t('{notebook} stops in {hours} h {minutes} min.', { notebook, hours, minutes });
}
