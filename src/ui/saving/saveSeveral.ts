import * as vscode from 'vscode';
import { notify } from '../messages/notify';
import { NotSavableError } from '../../model/errors';
import type { ImageRequest } from '../../model/imageRequest';
import type { NotebookDetails } from '../../model/notebook';
import { imageReference } from '../../model/reference';
import { whyNotSavable } from '../../model/whyNotSavable';
import { askImageRequest, confirmStep, type RequestStep } from '../ask/askImageRequest';
import { confirmSave } from '../ask/confirmSave';
import { requestFor, severalImages } from '../ask/severalImages';
import { namedErrorText } from '../messages/namedErrorText';
import { logError } from '../showError';
import { mountPaths } from './agreeToSave';
import { lostConnection } from './lostConnection';
import { propose } from './openDraft';
import { readNotebook } from './readNotebook';
import type { SaveSession } from './saveSession';
import { prepareDetails, requestDetails } from './requestDetails';
import { shortLease } from './shortLease';
import { submitSave } from './submitSave';
import { sentences } from '../messages/sentences';

/** A notebook that was not saved, and why. */
interface Failure {
  readonly name: string;
  readonly error: unknown;
}

/**
 * Saves several notebooks with one set of answers, in which `${notebook}` stands for the name of each. Those that do not run
 * are left out. Ends with a summary of what was started and what could not be.
 */
export async function saveSeveral(session: SaveSession, notebookIds: readonly string[]): Promise<void> {
  const { savable, left } = await readAll(session, notebookIds);
  const [first] = savable;
  const agreed = first && (await agree(session, savable, first));
  if (first && !agreed) return;
  const outcomes = agreed
    ? await Promise.all(savable.map((notebook) => saveOne(session, notebook, agreed.request, agreed.stopAfterwards)))
    : [];
  const failures = [...left, ...outcomes.filter((each) => each !== undefined)];
  for (const { error } of failures) logError(error, session.log);
  await summarize(notebookIds.length, failures);
}

interface ReadNotebooks {
  readonly savable: readonly NotebookDetails[];
  readonly left: readonly Failure[];
}

async function readAll({ client }: SaveSession, ids: readonly string[]): Promise<ReadNotebooks> {
  const savable: NotebookDetails[] = [];
  const left: Failure[] = [];
  const readOne = async (id: string): Promise<void> => {
    try {
      const notebook = await readNotebook(client, id);
      const reason = whyNotSavable(notebook);
      if (reason === undefined) savable.push(notebook);
      else left.push({ name: notebook.name, error: new NotSavableError(notebook.name, reason, notebook.status) });
    } catch (error) {
      left.push({ name: id, error });
    }
  };
  await Promise.all(ids.map(readOne));
  return { savable: savable.toSorted((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id)), left };
}

/** The answers for all, once they are agreed to; undefined when the person backs out. */
async function agree(
  session: SaveSession,
  notebooks: readonly NotebookDetails[],
  first: NotebookDetails,
): Promise<{ readonly request: ImageRequest; readonly stopAfterwards: boolean } | undefined> {
  const { registry } = session.connection.endpoints;
  const rules = severalImages(registry, notebooks, session.tags, session.signal);
  let defaults: ImageRequest = {
    ...propose(session, first),
    name: '${notebook}',
    description: 'From notebook ${notebook}',
  };
  await session.saves.readEnded();
  const leases = notebooks.map((notebook) => shortLease(session, notebook));
  const warnings = [await lostConnection(session, notebooks), ...leases];
  let from: RequestStep | undefined;
  for (;;) {
    const { organizations } = session;
    const answer = await askImageRequest({ defaults, rules, organizations, stepsBefore: 0, from });
    if (answer.kind !== 'next') return undefined;
    const request = answer.value;
    const requests = notebooks.map((notebook) => requestOf(session, notebook, request));
    await prepareDetails(session.workspaces, requests);
    const decision = await confirmSave({
      step: confirmStep(0),
      notebookName: '',
      references: requests.map((each) => imageReference(registry, each)),
      description: '',
      details: requestDetails(session.workspaces, requests),
      ways: ['save'],
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

/** The request for one of the notebooks, in the workspace of that notebook. */
function requestOf(session: SaveSession, notebook: NotebookDetails, answers: ImageRequest): ImageRequest {
  return { ...requestFor(notebook, answers), workspaceId: propose(session, notebook).workspaceId };
}

/** How long the longest of these saves usually takes, as far as it is known; milliseconds. */
function usualMs({ saves, connection }: SaveSession, notebooks: readonly NotebookDetails[]): number | undefined {
  const known = notebooks.flatMap((notebook) => saves.usualMs({ notebook, connection: connection.name }) ?? []);
  return known.length > 0 ? Math.max(...known) : undefined;
}

/** Why it was not accepted; undefined = it was. The state is read anew: answering may have taken a while. */
async function saveOne(
  session: SaveSession,
  notebook: NotebookDetails,
  answers: ImageRequest,
  stopAfterwards: boolean,
): Promise<Failure | undefined> {
  try {
    const { status } = await readNotebook(session.client, notebook.id);
    const reason = whyNotSavable({ status });
    if (reason) throw new NotSavableError(notebook.name, reason, status);
    await submitSave(session, { notebook, request: requestOf(session, notebook, answers) }, { stopAfterwards });
    return undefined;
  } catch (error) {
    return { name: notebook.name, error };
  }
}

async function summarize(count: number, failures: readonly Failure[]): Promise<void> {
  const started = vscode.l10n.t('{started} of {count} notebooks are being saved.', {
    started: count - failures.length,
    count,
  });
  const why = failures.map(({ name, error }) => namedErrorText(name, error, 'save'));
  const show = failures.length > 0 ? notify.warning : notify.information;
  await show(sentences(started, ...why));
}
