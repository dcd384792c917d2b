import type { Delivery, Fault, FaultName } from './fault';
import { FAULTS } from './fault';

/** Selects requests that fail, and the fault. */
export interface Rule {
  /**
   * `*` (every request), an operation such as `CreateImage`, or a method (or `*`) and a path. A path with a leading slash
   * matches the start of the request path. Any other matches its last segments, where `*` stands for one segment
   * (`POST create-image`, `GET images/*`, `* /v2/manage/`).
   */
  readonly on: string;
  readonly with: FaultName | Delivery;
  /** Overrides {@link Fault.accept}. */
  readonly accept?: boolean;
  /** Number of failing requests. Undefined: all. */
  readonly times?: number;
  /** Number of requests that succeed first. */
  readonly after?: number;
}

/** The facts of a request that rules match. */
export interface RequestFacts {
  readonly method: string;
  readonly path: string;
  /** Undefined for an unknown operation. */
  readonly operation: string | undefined;
}

/** Returns the fault of a rule. */
export function faultOf(rule: Rule): Fault {
  const fault: Fault = typeof rule.with === 'string' ? FAULTS[rule.with] : { accept: false, delivery: rule.with };
  return { ...fault, accept: rule.accept ?? fault.accept };
}

/** Whether a pattern as in {@link Rule.on} matches a request. */
export function matchesPattern(on: string, { method, path, operation }: RequestFacts): boolean {
  if (on === '*' || on === operation) return true;
  const [wantedMethod, pattern, ...rest] = on.split(' ');
  if (pattern === undefined || rest.length > 0) return false;
  if (wantedMethod !== '*' && wantedMethod !== method) return false;
  return pattern.startsWith('/') ? path.startsWith(pattern) : endsWith(path.split('/'), pattern.split('/'));
}

function endsWith(segments: readonly string[], pattern: readonly string[]): boolean {
  if (segments.length < pattern.length) return false;
  const last = segments.slice(segments.length - pattern.length);
  return pattern.every((part, index) => part === '*' || part === last[index]);
}
