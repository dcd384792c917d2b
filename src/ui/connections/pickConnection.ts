import * as vscode from 'vscode';
import type { Connection } from '../../connections/connection';
import { REGIONS } from '../../model/region';
import { oneLine } from '../../util/text';
import { healthLabel } from '../text/healthLabel';
import { sourceLabel } from '../text/sourceLabel';
import { askPick, type PickRow } from '../wizard/pickStep';
import type { ConnectingOptions } from './connectingOptions';

/** Lets a person pick one of these connections; undefined when they back out, or where there is none. */
export async function pickConnection(
  options: Pick<ConnectingOptions, 'connections' | 'health'>,
  among: readonly Connection[],
  title: string,
): Promise<Connection | undefined> {
  const rows = among.map((each) => connectionRow(options, each));
  const placeholder =
    rows.length > 0 ? vscode.l10n.t('Select a connection') : vscode.l10n.t('There is no connection yet.');
  const answer = await askPick<Connection>({ title, step: 1, totalSteps: 1, back: false, placeholder, rows });
  return answer.kind === 'next' ? answer.value : undefined;
}

/** Name, region and source of its credentials, and its state; the one in use is marked. */
export function connectionRow(
  { connections, health }: Pick<ConnectingOptions, 'connections' | 'health'>,
  connection: Connection,
): PickRow<Connection> {
  const isCurrent = connections.current?.name === connection.name;
  const region = REGIONS.find(({ id }) => id === connection.region);
  const known = health.of(connection.name);
  const state = known === 'ok' ? vscode.l10n.t('connected') : (healthLabel(known) ?? vscode.l10n.t('not checked yet'));
  const facts = [region && region.name !== connection.name ? region.name : undefined, connection.region];
  return {
    icon: isCurrent ? 'check' : known === undefined || known === 'ok' ? 'plug' : 'warning',
    label: oneLine(connection.name, 100),
    description: [...new Set(facts), sourceLabel(connection)].filter(Boolean).join(' · '),
    detail: [isCurrent ? vscode.l10n.t('in use') : undefined, state].filter(Boolean).join(' · '),
    value: connection,
  };
}
