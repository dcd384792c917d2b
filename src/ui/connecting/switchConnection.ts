import * as vscode from 'vscode';
import { oneLine } from '../../util/text';
import type { Connection } from '../../connections/connection';
import type { ConnectionProblem } from '../../connections/readConnections';
import { askPick, type PickRow } from '../ask/pickStep';
import { COMMANDS } from '../ids';
import type { ConnectingOptions } from './connectingOptions';
import { connectionRow } from './pickConnection';
import { removeUnusedSecret, type UnusedSecret, unusedSecretRows } from './unusedSecrets';
import { useConnection } from './useConnection';

/** Lets a person choose the connection in use. Resolves with its name; undefined when they back out. */
export async function switchConnectionCommand(options: ConnectingOptions): Promise<string | undefined> {
  const { connections } = options;
  const answer = await askPick<Connection | UnusedSecret | 'add'>({
    title: vscode.l10n.t('Switch Connection'),
    step: 1,
    totalSteps: 1,
    back: false,
    placeholder: vscode.l10n.t('Which connection do you want to use?'),
    rows: [
      ...connections.all.map((each) => connectionRow(options, each)),
      ...connections.problems.map(problemRow),
      { label: '', kind: vscode.QuickPickItemKind.Separator },
      ...(await unusedSecretRows(options)),
      { icon: 'add', label: vscode.l10n.t('Add Connection...'), value: 'add' },
    ],
    isActive: (value) => value !== 'add' && !('kind' in value) && value.name === connections.current?.name,
  });
  if (answer.kind !== 'next') return undefined;
  if (answer.value === 'add') return vscode.commands.executeCommand<string | undefined>(COMMANDS.addConnection);
  if ('kind' in answer.value) {
    await removeUnusedSecret(options, answer.value);
    return undefined;
  }
  await useConnection(connections, answer.value.name);
  return answer.value.name;
}

/** An entry of the settings that cannot be used, and why. */
function problemRow({ name, index, field }: ConnectionProblem): PickRow<never> {
  const shown = name ?? vscode.l10n.t('Entry {number}', { number: index + 1 });
  return {
    icon: 'warning',
    label: oneLine(shown, 100),
    detail: vscode.l10n.t('Cannot be used: its {field} is missing or wrong in the settings.', { field }),
  };
}
