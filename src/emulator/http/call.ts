import type { Fields } from '../fields';
import type { Owner } from '../world/resources';

/** An authenticated request to an operation. */
export interface Call {
  /** Decoded path parameters of the route. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The JSON object in the body. Empty without a body. */
  readonly body: Fields;
  /** Name of the operation, e.g. `ListNotebooks`. */
  readonly operation: string;
  readonly caller: Owner;
  readonly requestId: string;
}

/** A response. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Serialized as JSON. Undefined: no body. */
  readonly body?: unknown;
}

/** Returns a path parameter of the route. */
export function param(call: Call, name: string): string {
  return call.params[name] ?? '';
}

/** Returns a response with status 200. */
export function ok(body: unknown): Answer {
  return { status: 200, body };
}
