import * as vscode from 'vscode';
import type { GitHead } from '../../../model/describeImage';

/**
 * Branch and commit of the repository a person works in, as VS Code's own git extension has read them: nothing is run,
 * started or waited for. Undefined in a workspace that is not trusted, while that extension is not active, and outside of a
 * repository.
 */
export function readGitHead(): GitHead | undefined {
  if (!vscode.workspace.isTrusted) return undefined;
  const git = vscode.extensions.getExtension<unknown>('vscode.git');
  if (!git?.isActive) return undefined;
  const repository = repositoryAtHand(git.exports);
  const head = field(field(repository, 'state'), 'HEAD');
  const [branch, commit] = [text(field(head, 'name')), text(field(head, 'commit'))];
  return branch === undefined && commit === undefined ? undefined : { branch, commit };
}

/** The one of the file in front, else of the first folder, else the only one. */
function repositoryAtHand(exports: unknown): unknown {
  const api = apiOf(exports);
  const { activeTextEditor } = vscode.window;
  const places = [activeTextEditor?.document.uri, vscode.workspace.workspaceFolders?.[0]?.uri];
  const found = places.map((uri) => uri && call(api, 'getRepository', uri)).find(Boolean);
  if (found) return found;
  const all = field(api, 'repositories');
  return Array.isArray(all) && all.length === 1 ? all[0] : undefined;
}

/** Version 1 of the API; the extension throws while git is switched off or missing. */
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
