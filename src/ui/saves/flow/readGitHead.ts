import * as vscode from 'vscode';
import type { GitHead } from '../../../model/describeImage';

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
