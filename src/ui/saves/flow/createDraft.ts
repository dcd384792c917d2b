import { userInfo } from 'node:os';
import * as vscode from 'vscode';
import type { ImageRequest } from '../../../model/imageRequest';
import type { Notebook, NotebookDetails } from '../../../model/notebook';
import { whyNotSavable } from '../../../model/notebookAbilities';
import {
  dateAndTime,
  describeImage,
  type GitHead,
  isConstantTemplate,
  nameFromTemplate,
  proposeTag,
  type TemplateValues,
  tagFromTemplate,
} from '../../../model/proposeImage';
import type { SaveArguments } from '../../commandArguments';
import { DEFAULT_TAG_TEMPLATE, settings } from '../../settings';
import { refuseNotebook } from './ensureSavable';
import { offerToFollow } from './offerToFollow';
import { readNotebook } from './readNotebook';
import type { Answers } from './rememberedAnswers';
import type { SaveSession } from './saveSession';
import type { SaveDraft } from './saveStage';

/**
 * Reads a notebook and proposes a value for every field. Undefined if the notebook cannot be saved or is already being
 * saved, after showing the reason or offering to follow that save.
 *
 * @throws any error from reading the notebook
 */
export async function createDraft(session: SaveSession, notebookId: string): Promise<SaveDraft | undefined> {
  const notebook = await readNotebook(session.client, notebookId);
  switch (whyNotSavable(notebook)) {
    case undefined:
    case 'starting':
    case 'stopping':
    case 'stopped':
      return { notebook, request: propose(session, notebook) };
    case 'snapshotting':
      await offerToFollow(session, notebook);
      return undefined;
    case 'frozen':
    case 'failed':
    case 'deleted':
    case 'unknownStatus':
      await refuseNotebook(session, notebook);
      return undefined;
  }
}

/** Proposes the request for a notebook from earlier answers and settings. */
export function propose(
  { connection, args, remembered, clock }: Pick<SaveSession, 'connection' | 'args' | 'remembered' | 'clock'>,
  notebook: NotebookDetails,
): SaveDraft['request'] {
  return proposedRequest({
    notebook,
    args,
    remembered: remembered.of(connection.name, notebook.id),
    lastOrganization: remembered.organizations(connection.name)[0],
    workspaceId: connection.workspaceId,
    git: readGitHead(),
    now: new Date(clock.now()),
  });
}

/** Sources of the proposed values. */
export interface Proposal {
  readonly notebook: Pick<Notebook, 'name' | 'imageName' | 'workspaceId'>;
  /** Values from the caller, which take precedence. */
  readonly args: SaveArguments;
  /** Answers of the last save of this notebook. */
  readonly remembered: Answers | undefined;
  /** Organization of the last save of any notebook. */
  readonly lastOrganization: string | undefined;
  /** Workspace of the connection, for a notebook that does not name its own. */
  readonly workspaceId: string;
  readonly git: GitHead | undefined;
  readonly now: Date;
}

/**
 * Proposes the values of the save flow: from the caller, else from the last save, else from the settings. The tag and
 * the description are generated for each save, and so is a name whose template contains a time, commit or counter. If
 * the tag template is not set, a counted tag of the last save is continued. A description lists the image's contents,
 * so a typed one is not proposed again; an emptied one stays empty. A non-interactive save gets no description except
 * the caller's, because no user would see it.
 */
export function proposedRequest(proposal: Proposal): ImageRequest {
  const { notebook, args, remembered, lastOrganization, workspaceId, git } = proposal;
  const values = templateValues(proposal);
  const template = settings.nameTemplate();
  const lastName = isConstantTemplate(template) ? remembered?.name : undefined;
  const tagTemplate = settings.tagTemplate();
  const generatedTag = tagFromTemplate(tagTemplate, values) || `${values.date}-${values.time}`;
  const lastTag = tagTemplate === DEFAULT_TAG_TEMPLATE ? remembered?.tag : undefined;
  const isDescribed = args.confirm && remembered?.undescribed !== true;
  const description = isDescribed ? describeImage({ notebook: notebook.name, baseImage: notebook.imageName, git }) : '';
  return {
    name: args.name ?? lastName ?? nameFromTemplate(template, values),
    namespace: args.namespace ?? remembered?.namespace ?? (settings.namespace() || (lastOrganization ?? '')),
    tag: args.tag ?? proposeTag(generatedTag, lastTag),
    description: args.description ?? description,
    workspaceId: args.workspaceId ?? notebook.workspaceId ?? workspaceId,
  };
}

type Values = TemplateValues & ReturnType<typeof dateAndTime>;

function templateValues({ notebook, remembered, git, now }: Proposal): Values {
  return {
    notebook: notebook.name,
    user: userName(),
    ...dateAndTime(now),
    gitBranch: git?.branch ?? '',
    gitSha: git?.commit?.slice(0, 7) ?? '',
    n: String((remembered?.saves ?? 0) + 1),
  };
}

/** Returns the name of the local user account; empty on systems that do not report one. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}

/**
 * Returns branch and commit of the current repository, as already loaded by VS Code's git extension. Runs no command
 * and does not wait. Undefined in an untrusted workspace, while the extension is not active, or outside a repository.
 */
export function readGitHead(): GitHead | undefined {
  if (!vscode.workspace.isTrusted) return undefined;
  const git = vscode.extensions.getExtension<unknown>('vscode.git');
  if (!git?.isActive) return undefined;
  const repository = currentRepository(git.exports);
  const head = field(field(repository, 'state'), 'HEAD');
  const [branch, commit] = [text(field(head, 'name')), text(field(head, 'commit'))];
  return branch === undefined && commit === undefined ? undefined : { branch, commit };
}

/** Returns the repository of the active editor, else of the first folder, else the only one. */
function currentRepository(exports: unknown): unknown {
  const api = apiOf(exports);
  const { activeTextEditor } = vscode.window;
  const uris = [activeTextEditor?.document.uri, vscode.workspace.workspaceFolders?.[0]?.uri];
  const repository = uris.map((uri) => uri && call(api, 'getRepository', uri)).find(Boolean);
  if (repository) return repository;
  const all = field(api, 'repositories');
  return Array.isArray(all) && all.length === 1 ? all[0] : undefined;
}

/** Returns version 1 of the extension's API. `getAPI` throws if git is disabled or missing. */
function apiOf(exports: unknown): unknown {
  try {
    return call(exports, 'getAPI', 1);
  } catch {
    return undefined;
  }
}

function call(target: unknown, name: string, argument: unknown): unknown {
  const method = field(target, name);
  return typeof method === 'function' ? Reflect.apply(method, target, [argument]) : undefined;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
