import * as vscode from 'vscode';
import { imageReference } from '../../../model/address';
import { isNotRunning } from '../../../model/errorCodes';
import { isModelArtsError, NotSavableError } from '../../../model/errors';
import type { ImageRequest } from '../../../model/imageRequest';
import type { NotebookDetails } from '../../../model/notebook';
import { whyNotSavable } from '../../../model/notebookAbilities';
import type { NamedSubject } from '../../commandArguments';
import { isCancellation, logError } from '../../showError';
import { namedErrorText } from '../../text/errorText';
import { sentences } from '../../text/formats';
import { notify } from '../../text/notify';
import { askImageRequest, confirmStepNumber, type RequestStep } from './askImageRequest';
import { askConfirmation, type SaveMode } from './confirmationStep';
import { mountPaths, prepareDetails, requestDetails } from './confirmSave';
import { propose } from './createDraft';
import { batchImageRules, requestFor } from './imageRules';
import { readNotebook } from './readNotebook';
import type { SaveSession } from './saveSession';
import { lostConnectionWarning, shortLeaseWarning } from './saveWarnings';
import { isAnnounced, submitSave } from './submitSave';
import { waitUntilRunning } from './waitUntilRunning';

/** A notebook that could not be saved, and why. */
interface Failure {
  readonly name: string;
  readonly error: unknown;
  /** Set if the notebook can be saved after it is started. */
  readonly startable?: NotebookDetails | undefined;
}

/** The confirmed request for all notebooks. */
interface ConfirmedBatch {
  readonly request: ImageRequest;
  readonly stopAfterwards: boolean;
}

/**
 * Saves several notebooks with one set of answers, in which `${notebook}` stands for each name. Skips notebooks that
 * are not running. Ends with a summary that offers to start and save those.
 */
export async function saveBatch(session: SaveSession, selected: readonly NamedSubject[]): Promise<void> {
  const { savable, skipped } = await readAll(session, selected);
  const confirmed = savable.length > 0 ? await confirmBatch(session, savable, 'save') : undefined;
  if (savable.length > 0 && !confirmed) return;
  const failures = [...skipped, ...(confirmed ? await saveAll(session, savable, confirmed, false) : [])];
  if (!(await summarize(session, selected.length, failures))) return;
  const startable = failures.flatMap((each) => each.startable ?? []);
  const confirmedStart = confirmed ?? (await confirmBatch(session, startable, 'start'));
  if (confirmedStart)
    await summarize(session, startable.length, await saveAll(session, startable, confirmedStart, true));
}

interface ReadNotebooks {
  readonly savable: readonly NotebookDetails[];
  readonly skipped: readonly Failure[];
}

async function readAll({ client }: SaveSession, selected: readonly NamedSubject[]): Promise<ReadNotebooks> {
  const savable: NotebookDetails[] = [];
  const skipped: Failure[] = [];
  const readOne = async ({ id, name }: NamedSubject): Promise<void> => {
    try {
      const notebook = await readNotebook(client, id);
      const reason = whyNotSavable(notebook);
      if (reason === undefined) savable.push(notebook);
      else skipped.push(failureOf(notebook, new NotSavableError(notebook.name, reason, notebook.status)));
    } catch (error) {
      skipped.push({ name: name ?? id, error });
    }
  };
  await Promise.all(selected.map(readOne));
  const position = ({ id }: NotebookDetails): number => selected.findIndex((each) => each.id === id);
  return { savable: savable.toSorted((one, other) => position(one) - position(other)), skipped };
}

function failureOf(notebook: NotebookDetails, error: unknown): Failure {
  const isStopped =
    isModelArtsError(error) &&
    error.kind === 'notSavable' &&
    (error.reason === 'stopped' || error.reason === 'stopping');
  return { name: notebook.name, error, startable: isStopped || isNotRunning(error) ? notebook : undefined };
}

/** Asks for the answers and the confirmation. Undefined if canceled. */
async function confirmBatch(
  session: SaveSession,
  notebooks: readonly NotebookDetails[],
  mode: SaveMode,
): Promise<ConfirmedBatch | undefined> {
  const [first] = notebooks;
  if (!first) return undefined;
  const { registry } = session.connection.endpoints;
  const rules = batchImageRules(registry, notebooks, session.tags, session.signal);
  let defaults: ImageRequest = {
    ...propose(session, first),
    name: '${notebook}',
    description: 'From notebook ${notebook}',
  };
  await session.saves.readEnded();
  const leases = notebooks.map((notebook) => shortLeaseWarning(session, notebook));
  const warnings = [await lostConnectionWarning(session, notebooks), ...leases];
  let from: RequestStep | undefined;
  for (;;) {
    const { organizations } = session;
    const answer = await askImageRequest({ defaults, rules, organizations, stepsBefore: 0, from });
    if (answer.kind !== 'next') return undefined;
    const request = answer.value;
    const requests = notebooks.map((notebook) => requestOf(session, notebook, request));
    await prepareDetails(session.workspaces, requests);
    const decision = await askConfirmation({
      step: confirmStepNumber(0),
      notebookName: '',
      references: requests.map((each) => imageReference(registry, each)),
      description: '',
      details: requestDetails(session.workspaces, requests),
      modes: [mode],
      usualMs: usualMs(session, notebooks),
      mountPaths: mountPaths(notebooks),
      warnings: warnings.filter((each) => each !== undefined),
    });
    if (decision.kind === 'save') return { request, stopAfterwards: decision.stopAfterwards };
    if (decision.kind === 'cancelled') return undefined;
    defaults = request;
    from = { field: decision.kind === 'back' ? 'description' : 'namespace' };
  }
}

/** Returns the request for one notebook, in that notebook's workspace. */
function requestOf(session: SaveSession, notebook: NotebookDetails, answers: ImageRequest): ImageRequest {
  return { ...requestFor(notebook, answers), workspaceId: propose(session, notebook).workspaceId };
}

/** Returns the longest usual duration of these saves in milliseconds; undefined if unknown. */
function usualMs({ saves, connection }: SaveSession, notebooks: readonly NotebookDetails[]): number | undefined {
  const known = notebooks.flatMap((notebook) => saves.usualMs({ notebook, connection: connection.name }) ?? []);
  return known.length > 0 ? Math.max(...known) : undefined;
}

/** Saves all notebooks and returns the failures. */
async function saveAll(
  session: SaveSession,
  notebooks: readonly NotebookDetails[],
  confirmed: ConfirmedBatch,
  mayStart: boolean,
): Promise<readonly Failure[]> {
  const outcomes = await Promise.all(notebooks.map((notebook) => saveOne(session, notebook, confirmed, mayStart)));
  return outcomes.filter((each) => each !== undefined);
}

/**
 * Saves one notebook. Reads its status again, because answering takes time. Returns the failure; undefined if accepted.
 */
async function saveOne(
  session: SaveSession,
  notebook: NotebookDetails,
  { request, stopAfterwards }: ConfirmedBatch,
  mayStart: boolean,
): Promise<Failure | undefined> {
  const { client, clock } = session;
  try {
    const { status } = mayStart
      ? await waitUntilRunning(client, clock, notebook, true)
      : await readNotebook(client, notebook.id);
    const reason = whyNotSavable({ status });
    if (reason) throw new NotSavableError(notebook.name, reason, status);
    await submitSave(session, { notebook, request: requestOf(session, notebook, request) }, { stopAfterwards });
    return undefined;
  } catch (error) {
    return failureOf(notebook, error);
  }
}

/**
 * Shows how many saves were started and which failed. Resolves with true if the user chose to start and save the
 * others.
 */
async function summarize({ log }: SaveSession, count: number, failures: readonly Failure[]): Promise<boolean> {
  const reported = failures.filter(({ error }) => !isCancellation(error) && !isAnnounced(error));
  for (const { error } of reported) logError(error, log);
  const started = vscode.l10n.t('{started} of {count} notebooks are being saved.', {
    started: count - failures.length,
    count,
  });
  const why = reported.map(({ name, error }) => namedErrorText(name, error, 'save'));
  const show = reported.length > 0 ? notify.warning : notify.information;
  const start = vscode.l10n.t('Start and Save');
  const actions = failures.some(({ startable }) => startable) ? [start] : [];
  return (await show(sentences(started, ...why), ...actions)) === start;
}
