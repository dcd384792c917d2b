import { confirmStep } from './confirmStep';
import type { ConnectContext, DraftStep } from './connectContext';
import type { Draft } from './connectionDraft';
import { placeSteps } from './placeSteps';
import { projectSteps } from './projectSteps';
import { secretSteps } from './secretSteps';
import { sourceStep } from './sourceStep';

/** All of adding a connection: where, as whom, what is found there, and the confirmation. */
export function connectSteps(context: ConnectContext, draft: Draft): readonly DraftStep[] {
  return [...placeSteps(context, draft), ...credentialSteps(context, draft), confirmStep(context)];
}

/** As whom, and what is found then. */
export function credentialSteps(context: ConnectContext, draft: Draft): readonly DraftStep[] {
  return [sourceStep(context), ...secretSteps(context, draft), ...projectSteps(context, draft)];
}
