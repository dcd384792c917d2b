import { resourceAddress } from './address';
import { createImageBody, createImagePath, type SaveTarget } from './imageRequest';

/** The create-image request as it would be sent. */
export interface DryRun {
  readonly method: 'POST';
  readonly url: string;
  /** By lowercase name. Secrets, and values computed at the time of sending, are placeholders in angle brackets. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, string>>;
}

/** How the request is authenticated. */
export type AuthenticationMethod = 'keys' | 'temporaryKeys' | 'token';

/** How the request would be sent. */
export interface DryRunOptions {
  readonly authentication: AuthenticationMethod;
  /** The requested language of the response. */
  readonly language: 'en-us' | 'zh-cn';
}

/** Returns the request that a save would send. Sends nothing and needs no secret. */
export function dryRun(target: SaveTarget, { authentication, language }: DryRunOptions): DryRun {
  const url = createImageUrl(target);
  const common = { 'content-type': 'application/json', 'x-language': language };
  return {
    method: 'POST',
    url,
    headers: { ...common, ...authenticationHeaders(authentication, new URL(url).host, target.projectId) },
    body: createImageBody(target.request),
  };
}

function authenticationHeaders(
  authentication: AuthenticationMethod,
  host: string,
  projectId: string,
): Readonly<Record<string, string>> {
  if (authentication === 'token') return { 'x-auth-token': '<token>' };
  const temporary = authentication === 'temporaryKeys' ? { 'x-security-token': '<security token>' } : {};
  const signed = { host, 'x-project-id': projectId, 'x-sdk-date': '<date>', ...temporary };
  const names = ['content-type', ...Object.keys(signed)].join(';');
  return {
    ...signed,
    authorization: `SDK-HMAC-SHA256 Access=<access key>, SignedHeaders=${names}, Signature=<signature>`,
  };
}

/** Returns the URL of the create-image request. Each ID is exactly one path segment. */
export function createImageUrl({ endpoint, projectId, notebookId }: SaveTarget): string {
  return resourceAddress(endpoint, createImagePath(projectId, notebookId));
}

/** Formats a request as HTTP message text. */
export function dryRunText({ method, url, headers, body }: DryRun): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`${method} ${url}`, ...lines, '', JSON.stringify(body, undefined, 2), ''].join('\n');
}
