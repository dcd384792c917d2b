import { decode } from './auth/canonicalRequest';
import type { Answer, Call } from './http/call';
import { listAuthProjects, listProjects } from './iam/iamRoutes';
import { createImage } from './modelarts/createImage';
import { deleteImage, listImageGroups, listImages, showImage } from './modelarts/images';
import { listAllNotebooks, listNotebooks, listWorkspaces, showNotebook } from './modelarts/notebooks';
import { renewLease, showLease, startNotebook, stopNotebook } from './modelarts/startStop';
import {
  createOrganization,
  listOrganizations,
  listRepositories,
  listTags,
  showOrganization,
  showTag,
} from './swr/swrRoutes';
import type { World } from './world/world';

/** One operation of the cloud. */
export interface Route {
  /** The documented name, e.g. `CreateImage`. */
  readonly operation: string;
  readonly method: string;
  /** Segments in braces are parameters, which {@link Route.run} receives by name. */
  readonly path: string;
  readonly run: (world: World, call: Call) => Answer;
}

/** A route that matches a request. */
export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Returns the first route that matches method and path. */
export function findRoute(routes: readonly Route[], method: string, path: string): Match | undefined {
  const segments = path.split('/');
  for (const route of routes) {
    const params = route.method === method ? matchPath(route.path.split('/'), segments) : undefined;
    if (params) return { route, params };
  }
  return undefined;
}

function matchPath(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith('{')) params[part.slice(1, -1)] = decode(segment);
    else if (part !== segment) return undefined;
  }
  return params;
}

const MODELARTS = '/v1/{project_id}';
const NOTEBOOK = `${MODELARTS}/notebooks/{id}`;
const SWR = '/v2/manage';
const ORGANIZATION = `${SWR}/namespaces/{namespace}`;
const TAGS = `${ORGANIZATION}/repos/{repository}/tags`;

/** All operations that need credentials. The first match applies. */
export const ROUTES: readonly Route[] = [
  { operation: 'ListNotebooks', method: 'GET', path: `${MODELARTS}/notebooks`, run: listNotebooks },
  { operation: 'ListAllNotebooks', method: 'GET', path: `${MODELARTS}/notebooks/all`, run: listAllNotebooks },
  { operation: 'ShowNotebook', method: 'GET', path: NOTEBOOK, run: showNotebook },
  { operation: 'CreateImage', method: 'POST', path: `${NOTEBOOK}/create-image`, run: createImage },
  { operation: 'StartNotebook', method: 'POST', path: `${NOTEBOOK}/start`, run: startNotebook },
  { operation: 'StopNotebook', method: 'POST', path: `${NOTEBOOK}/stop`, run: stopNotebook },
  { operation: 'ShowLease', method: 'GET', path: `${NOTEBOOK}/lease`, run: showLease },
  { operation: 'RenewLease', method: 'PATCH', path: `${NOTEBOOK}/lease`, run: renewLease },
  { operation: 'ListImage', method: 'GET', path: `${MODELARTS}/images`, run: listImages },
  { operation: 'ListImageGroup', method: 'GET', path: `${MODELARTS}/images/group`, run: listImageGroups },
  { operation: 'ShowImage', method: 'GET', path: `${MODELARTS}/images/{id}`, run: showImage },
  { operation: 'DeleteImage', method: 'DELETE', path: `${MODELARTS}/images/{id}`, run: deleteImage },
  { operation: 'ListWorkspaces', method: 'GET', path: `${MODELARTS}/workspaces`, run: listWorkspaces },
  { operation: 'ListNamespaces', method: 'GET', path: `${SWR}/namespaces`, run: listOrganizations },
  { operation: 'CreateNamespace', method: 'POST', path: `${SWR}/namespaces`, run: createOrganization },
  { operation: 'ShowNamespace', method: 'GET', path: ORGANIZATION, run: showOrganization },
  { operation: 'ListReposDetails', method: 'GET', path: `${SWR}/repos`, run: listRepositories },
  { operation: 'ListRepositoryTags', method: 'GET', path: TAGS, run: listTags },
  { operation: 'ShowRepositoryTag', method: 'GET', path: `${TAGS}/{tag}`, run: showTag },
  { operation: 'KeystoneListProjects', method: 'GET', path: '/v3/projects', run: listProjects },
  { operation: 'KeystoneListAuthProjects', method: 'GET', path: '/v3/auth/projects', run: listAuthProjects },
];

/** The only operation without authentication, which checks a password and issues a token. */
export const TOKEN_OPERATION = 'KeystoneCreateUserTokenByPassword';
/** Path of {@link TOKEN_OPERATION}. */
export const TOKEN_PATH = '/v3/auth/tokens';
