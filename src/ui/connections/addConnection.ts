import * as vscode from 'vscode';
import { runFlow } from '../wizard/runFlow';
import { type ConnectingOptions, contextOf } from './connectingOptions';
import { connectionOf, EMPTY_DRAFT, entryOf, secretOf } from './connectionDraft';
import { connectionSettings } from './connectionSettings';
import { connectSteps } from './connectSteps';
import { keepSecret } from './keepSecret';
import { useConnection } from './useConnection';

/** Asks where and as whom to connect, tries it, keeps it and uses it. Resolves with its name; undefined when the person backs out. */
export async function addConnectionCommand(options: ConnectingOptions): Promise<string | undefined> {
  const context = contextOf(options, vscode.l10n.t('Add Connection'), undefined);
  const draft = await runFlow(EMPTY_DRAFT, (each) => connectSteps(context, each));
  if (!draft) return undefined;
  await keepSecret(options.secrets, connectionOf(draft), secretOf(draft), () => connectionSettings.add(entryOf(draft)));
  await useConnection(options.connections, draft.name);
  return draft.name;
}
