import type { Fields } from '../fields';
import type { Owner } from '../world/owner';

/** One request that passed the gateway. */
export interface Call {
  /** Parts of the path that the route names, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The JSON object that was sent; empty where there was no body. */
  readonly body: Fields;
  /** Name of the operation, e.g. `ListNotebooks`. */
  readonly operation: string;
  readonly caller: Owner;
  readonly requestId: string;
}

/** What is sent back. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Becomes JSON; undefined = no body at all. */
  readonly body?: unknown;
}

/** One part of the path that the route names. */
export function param(call: Call, name: string): string {
  return call.params[name] ?? '';
}

export function ok(body: unknown): Answer {
  return { status: 200, body };
}
