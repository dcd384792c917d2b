import { createImageBody, createImagePath } from './createImageCall';
import { resourceAddress } from './resourceAddress';
import type { SaveTarget } from './saveTarget';

/** The request of a save as it would be sent. */
export interface DryRun {
  readonly method: 'POST';
  readonly url: string;
  /** By lower-case name; what is secret, or made at the moment of sending, is named in angle brackets. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, string>>;
}

/** By what the request proves who sends it. */
export type Proof = 'keys' | 'temporaryKeys' | 'token';

export interface DryRunOptions {
  readonly proof: Proof;
  /** In which the service is asked to answer. */
  readonly language: 'en-us' | 'zh-cn';
}

/** What would be sent; sends nothing, and needs no secret. */
export function dryRun(target: SaveTarget, { proof, language }: DryRunOptions): DryRun {
  const url = createImageUrl(target);
  const common = { 'content-type': 'application/json', 'x-language': language };
  return {
    method: 'POST',
    url,
    headers: { ...common, ...proofHeaders(proof, new URL(url).host, target.projectId) },
    body: createImageBody(target.request),
  };
}

function proofHeaders(proof: Proof, host: string, projectId: string): Readonly<Record<string, string>> {
  if (proof === 'token') return { 'x-auth-token': '<token>' };
  const temporary = proof === 'temporaryKeys' ? { 'x-security-token': '<security token>' } : {};
  const signed = { host, 'x-project-id': projectId, 'x-sdk-date': '<date>', ...temporary };
  const names = ['content-type', ...Object.keys(signed)].join(';');
  return {
    ...signed,
    authorization: `SDK-HMAC-SHA256 Access=<access key>, SignedHeaders=${names}, Signature=<signature>`,
  };
}

/** The address that is asked; every id stays one segment of it. */
export function createImageUrl({ endpoint, projectId, notebookId }: SaveTarget): string {
  return resourceAddress(endpoint, createImagePath(projectId, notebookId));
}

/** The request as text, as protocols are written down. */
export function dryRunText({ method, url, headers, body }: DryRun): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`${method} ${url}`, ...lines, '', JSON.stringify(body, undefined, 2), ''].join('\n');
}
