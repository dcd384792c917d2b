import { l10n } from 'vscode';
import type { Candidate } from '../../connections/tryConnection';
import { findUsableProject, mayBeValid, searchProject } from '../../connections/tryConnection';
import type { Project } from '../../model/account';
import { isModelArtsError } from '../../model/errors';
import { oneLine } from '../../util/text';
import { errorMessage } from '../text/errorMessage';
import { errorReference } from '../text/errorText';
import { sentences } from '../text/formats';
import type { Answer } from '../wizard/answer';
import { askInput } from '../wizard/inputStep';
import { askPick, askToWait, type PickRow } from '../wizard/pickStep';
import { applyAnswer, type ConnectContext, type DraftStep, type Frame, titledStep } from './connectContext';
import { connectionOf, type Draft, secretOf } from './connectionDraft';

/**
 * Steps that find the project and list its contents, which also checks the credentials. They ask only for what cannot be found out
 * and cannot be changed in the last step.
 */
export function projectSteps(context: ConnectContext, draft: Draft): readonly DraftStep[] {
  const { search } = draft;
  const asksProject = context.existing !== undefined && projectsOf(draft).length > 1;
  return [
    searchStep(context),
    ...(asksProject ? [projectStep(context)] : []),
    ...(search?.kind === 'unknown' ? [projectIdStep(context)] : []),
    checkStep(context, asksProject ? [] : projectsOf(draft)),
  ];
}

function searchStep(context: ConnectContext): DraftStep {
  return {
    isSilent: true,
    ask: async (draft, frame) => {
      const projectId = context.existing?.projectId;
      if (projectId !== undefined) return { kind: 'next', value: { ...draft, projectId } };
      if (draft.search) return { kind: 'next', value: draft };
      const answer = await verify(context, frame, l10n.t('Getting your account from IAM…'), (signal) =>
        withCandidate(context, draft, (candidate) => searchProject(candidate, draft.region, signal)),
      );
      return applyAnswer(answer, (verified) => {
        if (verified.kind === 'skipped') return { ...draft, search: undefined };
        const search = verified.value;
        if (search.kind === 'named') return { ...draft, search, projectId: search.id };
        const [first] = search.kind === 'found' ? search.projects : [];
        return { ...draft, search, projectId: first?.id ?? draft.projectId };
      });
    },
  };
}

/** Returns the projects that IAM listed. */
export function projectsOf({ search }: Draft): readonly Project[] {
  return search?.kind === 'found' ? search.projects : [];
}

/** Asks which of the listed projects to use. */
export function projectStep(context: ConnectContext): DraftStep {
  return {
    ask: async (draft, frame) => {
      const projects = projectsOf(draft);
      const answer = await askPick<string>({
        ...titledStep(context, frame, l10n.t('Project')),
        placeholder: l10n.t('Select the project that contains your notebooks'),
        rows: projects.map(({ id, name }) => ({ label: oneLine(name, 100), description: id, value: id })),
        isActive: (id) => id === draft.projectId,
      });
      return applyAnswer(answer, (projectId) => ({ ...draft, projectId }));
    },
  };
}

/** IAM's IDs have 32 hexadecimal digits; other clouds may use other IDs. */
const PROJECT_ID = /^[\w-]{1,64}$/;

function projectIdStep(context: ConnectContext): DraftStep {
  return {
    ask: async (draft, frame) => {
      const answer = await askInput({
        ...titledStep(context, frame, l10n.t('Project')),
        placeholder: l10n.t('Project ID'),
        value: draft.projectId ?? '',
        prompt: () =>
          l10n.t("IAM didn't return your projects. You can find the project ID in the console under My Credentials."),
        check: (value) =>
          PROJECT_ID.test(value)
            ? undefined
            : { severity: 'stop', message: l10n.t('A project ID consists of letters and digits, usually 32.') },
      });
      return applyAnswer(answer, (projectId) => ({ ...draft, projectId }));
    },
  };
}

/** Lists the notebooks of the chosen project, else of the first of the other projects that allows it. */
export function checkStep(context: ConnectContext, others: readonly Project[]): DraftStep {
  return {
    isSilent: true,
    ask: async (draft, frame) => {
      const { projectId } = draft;
      if (projectId === undefined) return { kind: 'next', value: { ...draft, contents: undefined } };
      const ids = [projectId, ...others.map(({ id }) => id).filter((id) => id !== projectId)];
      const answer = await verify(context, frame, l10n.t('Connecting to ModelArts…'), (signal) =>
        withCandidate(context, draft, ({ modelArts }) => findUsableProject(ids, modelArts, signal)),
      );
      return applyAnswer(answer, (verified) => {
        if (verified.kind === 'skipped') return { ...draft, contents: undefined };
        const { projectId: usableId, workspaces } = verified.value;
        const isListed = workspaces.some(({ id }) => id === draft.workspaceId);
        const workspaceId = isListed ? draft.workspaceId : (workspaces[0]?.id ?? '0');
        return { ...draft, projectId: usableId, contents: verified.value, workspaceId };
      });
    },
  };
}

/** Asks in which workspace images are created. */
export function workspaceStep(context: ConnectContext): DraftStep {
  return {
    ask: async (draft, frame) => {
      const answer = await askPick<string>({
        ...titledStep(context, frame, l10n.t('Workspace')),
        placeholder: l10n.t('Select the workspace in which to create images'),
        rows: (draft.contents?.workspaces ?? []).map(({ id, name }) => ({
          label: oneLine(name, 100),
          description: id,
          value: id,
        })),
        isActive: (id) => id === draft.workspaceId,
      });
      return applyAnswer(answer, (workspaceId) => ({ ...draft, workspaceId }));
    },
  };
}

async function withCandidate<T>(
  { candidate }: ConnectContext,
  draft: Draft,
  work: (candidate: Candidate) => Promise<T>,
): Promise<T> {
  const opened = await candidate(connectionOf(draft), secretOf(draft));
  try {
    return await work(opened);
  } finally {
    opened.close();
  }
}

/** Result of a check. `skipped`: it failed and the user chose to continue. */
export type Verified<T> = { readonly kind: 'found'; readonly value: T } | { readonly kind: 'skipped' };

type NextAction = 'edit' | 'retry' | 'skip';

/** Runs a check. When it fails, shows the reason and offers to edit the input, to try again or to continue without the check. */
async function verify<T>(
  context: ConnectContext,
  frame: Frame,
  placeholder: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<Answer<Verified<T>>> {
  for (;;) {
    const { kind, result } = await runCheck(context, frame, placeholder, work);
    if (kind === 'answered') return result;
    const action = await askNextAction(context, frame, result);
    if (action.kind === 'cancelled') return action;
    if (action.kind === 'back' || action.value === 'edit') return { kind: 'back', value: undefined };
    if (action.value === 'skip') return { kind: 'next', value: { kind: 'skipped' } };
  }
}

type CheckOutcome<T> =
  | { readonly kind: 'answered'; readonly result: Answer<Verified<T>> }
  | { readonly kind: 'failed'; readonly result: unknown };

async function runCheck<T>(
  context: ConnectContext,
  frame: Frame,
  placeholder: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<CheckOutcome<T>> {
  try {
    const answer = await askToWait({ ...titledStep(context, frame, l10n.t('Checking')), placeholder, work });
    if (answer.kind === 'next') {
      return { kind: 'answered', result: { kind: 'next', value: { kind: 'found', value: answer.value } } };
    }
    return { kind: 'answered', result: answer.kind === 'back' ? { kind: 'back', value: undefined } : answer };
  } catch (error) {
    if (!isModelArtsError(error)) throw error;
    context.log.warn(`The connection check failed: ${error.message}`);
    return { kind: 'failed', result: error };
  }
}

function askNextAction(context: ConnectContext, frame: Frame, error: unknown): Promise<Answer<NextAction>> {
  const skipRow: PickRow<NextAction> = {
    icon: 'check',
    label: context.existing ? l10n.t('Update Anyway') : l10n.t('Add Anyway'),
    description: l10n.t('may work later or from another network'),
    value: 'skip',
  };
  return askPick<NextAction>({
    ...titledStep(context, frame, l10n.t('Connection Failed')),
    placeholder: l10n.t('Select what to do'),
    rows: [
      reasonRow(error),
      { icon: 'arrow-left', label: l10n.t('Edit'), value: 'edit' },
      { icon: 'refresh', label: l10n.t('Try Again'), value: 'retry' },
      ...(mayBeValid(error, context.clock.now()) ? [skipRow] : []),
    ],
    isActive: (action) => action === 'edit',
  });
}

/** A row that shows why the check failed. It cannot be picked. */
function reasonRow(error: unknown): PickRow<NextAction> {
  if (!isModelArtsError(error)) return { label: '' };
  const { message, detail, remedy, code, requestId } = errorMessage(error);
  return {
    icon: 'error',
    label: message,
    detail: sentences(detail, remedy, errorReference(code, requestId)),
  };
}
