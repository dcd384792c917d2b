import { confirmStep } from './confirmStep';
import type { ConnectContext, DraftStep } from './connectContext';
import type { Draft } from './connectionDraft';
import { placeSteps } from './placeSteps';
import { projectSteps } from './projectSteps';
import { secretSteps } from './secretSteps';
import { sourceStep } from './sourceStep';

/** Steps of the wizard that adds a connection: place, credentials, checks and confirmation. */
export function connectSteps(context: ConnectContext, draft: Draft): readonly DraftStep[] {
  return [...placeSteps(context, draft), ...credentialSteps(context, draft), confirmStep(context)];
}

/** Steps that ask for credentials and check them. */
export function credentialSteps(context: ConnectContext, draft: Draft): readonly DraftStep[] {
  return [sourceStep(context), ...secretSteps(context, draft), ...projectSteps(context, draft)];
}
