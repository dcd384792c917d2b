import type { AcceptedSave } from '../../../save/saves';
import { ASKED_FIELDS, type AskedField, askImageRequest, confirmStepNumber } from './askImageRequest';
import { offersWorkspaces } from './askWorkspace';
import { confirmSave } from './confirmSave';
import { createDraft } from './createDraft';
import { ensureSavable } from './ensureSavable';
import { singleImageRules } from './imageRules';
import { offerRetry } from './offerRetry';
import { pickNotebook } from './pickNotebook';
import type { SaveSession } from './saveSession';
import type { SaveConfirmation, SaveDraft, SaveStage } from './saveStage';
import { firstStage } from './saveStage';
import { saveTitle } from './saveTitle';
import { isAnnounced, submitSave } from './submitSave';

/**
 * Runs the save wizard with Back. After a refusal, returns to the invalid step with all answers kept. Resolves with the
 * accepted save; undefined if canceled.
 *
 * @throws any error from reading the notebook, and errors that another answer would not fix
 */
export async function saveFlow(session: SaveSession, begin: SaveStage): Promise<AcceptedSave | undefined> {
  let stage = begin;
  while (stage.at !== 'end') stage = await runStage(session, stage);
  return stage.accepted;
}

const CANCELLED: SaveStage = { at: 'end', accepted: undefined };

async function runStage(session: SaveSession, stage: Exclude<SaveStage, { readonly at: 'end' }>): Promise<SaveStage> {
  switch (stage.at) {
    case 'notebook':
      return runNotebookStage(session);
    case 'answers':
      return runAnswersStage(session, stage);
    case 'confirm':
      return runConfirmStage(session, stage);
    case 'submit':
      return runSubmitStage(session, stage.draft, stage.confirmation);
  }
}

async function runNotebookStage(session: SaveSession): Promise<SaveStage> {
  const { client, currentNotebook, remembered, connection, signal } = session;
  const answer = await pickNotebook({
    title: saveTitle('notebook'),
    step: 1,
    totalSteps: confirmStepNumber(stepsBefore(session)),
    pages: client.streamNotebooks({ includeFree: true }, signal),
    currentNotebook,
    preferredId: remembered.latestNotebook(connection.name),
  });
  if (answer.kind !== 'next') return CANCELLED;
  const draft = await createDraft(session, answer.value.id);
  return draft ? firstStage(session, draft) : CANCELLED;
}

async function runAnswersStage(
  session: SaveSession,
  { draft, from, isEditing = false }: Extract<SaveStage, { readonly at: 'answers' }>,
): Promise<SaveStage> {
  const answer = await askImageRequest({
    defaults: draft.request,
    rules: singleImageRules(session.connection.endpoints.registry, session.tags, session.signal),
    organizations: session.organizations,
    workspaces: isEditing ? session.workspaces : undefined,
    stepsBefore: stepsBefore(session),
    from,
  });
  switch (answer.kind) {
    case 'next':
      return { at: 'confirm', draft: { ...draft, request: answer.value }, isEditing };
    case 'back':
      return { at: 'notebook' };
    case 'cancelled':
      return CANCELLED;
  }
}

async function runConfirmStage(
  session: SaveSession,
  { draft, isEditing = false }: Extract<SaveStage, { readonly at: 'confirm' }>,
): Promise<SaveStage> {
  const fields = fieldsAsked(session, draft, isEditing);
  const decision = await confirmSave(session, draft, confirmStepNumber(stepsBefore(session), fields.length));
  switch (decision.kind) {
    case 'save':
      return { at: 'submit', draft, confirmation: decision.confirmation };
    case 'edit':
      // Starts loading the workspaces before their step is shown.
      void session.workspaces.read();
      return { at: 'answers', draft, isEditing: true, from: { field: 'namespace' } };
    case 'back':
      return { at: 'answers', draft, isEditing, from: { field: fields.at(-1) ?? 'description' } };
    case 'over':
      return CANCELLED;
  }
}

function fieldsAsked({ workspaces }: SaveSession, { request }: SaveDraft, isEditing: boolean): readonly AskedField[] {
  return isEditing && offersWorkspaces(workspaces, request.workspaceId) ? [...ASKED_FIELDS, 'workspace'] : ASKED_FIELDS;
}

/** The notebook step is available, also by Back, unless the caller names the notebook. */
function stepsBefore({ args }: SaveSession): number {
  return args.notebookId === undefined ? 1 : 0;
}

async function runSubmitStage(
  session: SaveSession,
  draft: SaveDraft,
  confirmation: SaveConfirmation,
): Promise<SaveStage> {
  try {
    if (!(await ensureSavable(session, draft.notebook, confirmation.mode))) return CANCELLED;
    return { at: 'end', accepted: await submitSave(session, draft, confirmation) };
  } catch (error) {
    // Offering to save again could create a second image.
    if (isAnnounced(error) && !session.fromCode) return CANCELLED;
    return (await offerRetry(session, draft, confirmation, error)) ?? CANCELLED;
  }
}
