import * as z from 'zod/mini';
import type { Project } from '../model/account';
import { isModelArtsError, NotSentError, UnreadableAnswerError } from '../model/errors';
import { assertSameOrigin, type Send, serviceUrl } from './http';
import { readResponse } from './readResponse';
import { text } from './wire/lenient';

/** Credentials of an IAM user. */
export interface Login {
  /** Account name, which IAM calls the domain. */
  readonly domain: string;
  readonly user: string;
  readonly password: string;
}

/** A token issued by IAM. */
export interface IssuedToken {
  readonly token: string;
  /** Validity from the time of issue, in milliseconds. */
  readonly lifetimeMs: number;
  /** The project the token is scoped to; undefined if IAM does not name it. */
  readonly project: Project | undefined;
}

/** The project to scope a token to, by ID or by name. A region's default project has the region's name. */
export type TokenScope = { readonly id: string } | { readonly name: string };

const DAY_MS = 86_400_000;

const NO_DETAILS = { expires_at: undefined, issued_at: undefined, project: undefined };

/** The token itself is in a header, so every field of the body may be missing. */
const tokenSchema = z.object({
  token: z.catch(
    z.object({
      expires_at: text,
      issued_at: text,
      project: z.catch(z.optional(z.object({ id: z.string(), name: z.string() })), undefined),
    }),
    NO_DETAILS,
  ),
});

/**
 * Exchanges a password for a token. The request is sent only once, because IAM locks a user after several wrong
 * passwords. Source: IAM API reference, Obtaining a User Token Through Password Authentication.
 *
 * @throws RefusedError for a wrong name, password or project; NotSentError if IAM gives no usable response, since the
 * request that needs the token was certainly not sent
 */
export async function createToken(
  send: Send,
  endpoint: string,
  { domain, user, password }: Login,
  scope: TokenScope,
  signal: AbortSignal,
): Promise<IssuedToken> {
  const url = serviceUrl(endpoint, ['v3', 'auth', 'tokens'], { nocatalog: true });
  const identity = { methods: ['password'], password: { user: { name: user, password, domain: { name: domain } } } };
  const body = JSON.stringify({ auth: { identity, scope: { project: scope } } });
  assertSameOrigin(endpoint)(url);
  const headers = { 'content-type': 'application/json' };
  const request = { method: 'POST', url, headers, body, secrets: [password] } as const;
  try {
    const response = await send(request, signal);
    const { data } = tokenSchema.safeParse(readResponse(response, url.host));
    const token = response.headers['x-subject-token'];
    const { status, headers, proxy } = response;
    if (!data || !token)
      throw new UnreadableAnswerError('unexpectedShape', status, url.host, headers['x-request-id'], { proxy });
    const { issued_at, expires_at, project } = data.token;
    // Both timestamps are from IAM's clock; the local clock may be wrong.
    const lifetimeMs = Date.parse(expires_at ?? '') - Date.parse(issued_at ?? '');
    return { token, lifetimeMs: Number.isFinite(lifetimeMs) ? lifetimeMs : DAY_MS, project };
  } catch (error) {
    throw asNotSent(error, url.host);
  }
}

function asNotSent(error: unknown, host: string): unknown {
  if (!isModelArtsError(error)) return error;
  if (error.kind === 'noAnswer') return new NotSentError(error.facts, { cause: error });
  const isNoVerdict = error.kind === 'unreadable' || (error.kind === 'refused' && error.status >= 500);
  if (!isNoVerdict) return error;
  const code = error.kind === 'refused' ? error.code : undefined;
  return new NotSentError({ reason: 'other', host, code, proxy: undefined }, { cause: error });
}
