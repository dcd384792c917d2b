import * as vscode from 'vscode';
import type { Connection } from '../../connections/connection';
import { REGIONS } from '../../model/region';
import { oneLine } from '../../util/text';
import { healthLabel, sourceLabel } from '../text/labels';
import { ONLY_STEP } from '../wizard/answer';
import { askPick, type PickRow } from '../wizard/pickStep';
import type { ConnectionDeps } from './connectContext';

/** Asks the user to pick one of the connections. Resolves with undefined if canceled. */
export async function pickConnection(
  options: Pick<ConnectionDeps, 'connections' | 'health'>,
  choices: readonly Connection[],
  title: string,
): Promise<Connection | undefined> {
  const rows = choices.map((each) => connectionPickRow(options, each));
  const placeholder =
    rows.length > 0 ? vscode.l10n.t('Select a connection') : vscode.l10n.t('There is no connection yet.');
  const answer = await askPick<Connection>({ ...ONLY_STEP, title, placeholder, rows });
  return answer.kind === 'next' ? answer.value : undefined;
}

/** Returns a row with name, region, credential source and state. Marks the connection in use. */
export function connectionPickRow(
  { connections, health }: Pick<ConnectionDeps, 'connections' | 'health'>,
  connection: Connection,
): PickRow<Connection> {
  const isCurrent = connections.current?.name === connection.name;
  const region = REGIONS.find(({ id }) => id === connection.region);
  const current = health.of(connection.name);
  const state =
    current === 'ok' ? vscode.l10n.t('connected') : (healthLabel(current) ?? vscode.l10n.t('not checked yet'));
  const facts = [region && region.name !== connection.name ? region.name : undefined, connection.region];
  return {
    icon: isCurrent ? 'check' : current === undefined || current === 'ok' ? 'plug' : 'warning',
    label: oneLine(connection.name, 100),
    description: [...new Set(facts), sourceLabel(connection.credentials)].filter(Boolean).join(' · '),
    detail: [isCurrent ? vscode.l10n.t('in use') : undefined, state].filter(Boolean).join(' · '),
    value: connection,
  };
}
