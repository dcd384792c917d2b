import { listAuthProjects, listProjects } from './iam/projects';
import { createImage } from './modelarts/createImage';
import { listImageGroups } from './modelarts/imageGroups';
import { deleteImage, listImages, showImage } from './modelarts/images';
import { renewLease, showLease } from './modelarts/lease';
import { listAllNotebooks, listNotebooks } from './modelarts/listNotebooks';
import { showNotebook } from './modelarts/showNotebook';
import { startNotebook, stopNotebook } from './modelarts/startStop';
import { listWorkspaces } from './modelarts/workspaces';
import type { Route } from './router';
import { createOrganization, listOrganizations, showOrganization } from './swr/organizations';
import { listRepositories, listTags, showTag } from './swr/repositories';

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
