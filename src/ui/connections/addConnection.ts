import * as vscode from 'vscode';
import { runFlow } from '../wizard/runFlow';
import { type ConnectionDeps, contextOf } from './connectionDeps';
import { connectionOf, EMPTY_DRAFT, entryOf, secretOf } from './connectionDraft';
import { connectionSettings } from './connectionSettings';
import { connectSteps } from './connectSteps';
import { storeSecret } from './storeSecret';
import { useConnection } from './useConnection';

/** Runs the connection wizard, saves the connection and switches to it. Resolves with its name, or undefined if cancelled. */
export async function addConnectionCommand(options: ConnectionDeps): Promise<string | undefined> {
  const context = contextOf(options, vscode.l10n.t('Add Connection'), undefined);
  const draft = await runFlow(EMPTY_DRAFT, (each) => connectSteps(context, each));
  if (!draft) return undefined;
  await storeSecret(options.secrets, connectionOf(draft), secretOf(draft), () =>
    connectionSettings.add(entryOf(draft)),
  );
  await useConnection(options.connections, draft.name);
  return draft.name;
}
