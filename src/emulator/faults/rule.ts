import type { Delivery, Fault, FaultName } from './fault';
import { FAULTS } from './fault';

/** Says which requests go wrong, and how. */
export interface Rule {
  /**
   * `*` (every request), an operation such as `CreateImage`, or a method (or `*`) and a path: one that begins with a
   * slash is the beginning of the path, any other is its last segments, where `*` stands for one segment
   * (`POST create-image`, `GET images/*`, `* /v2/manage/`).
   */
  readonly on: string;
  readonly with: FaultName | Delivery;
  /** Overrides what the fault says: is the request carried out all the same? */
  readonly accept?: boolean;
  /** How many requests; undefined = every one. */
  readonly times?: number;
  /** How many requests go well first. */
  readonly after?: number;
}

/** What is known of a request when rules are asked. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  /** Undefined = no such operation. */
  readonly operation: string | undefined;
}

/** The fault that a rule stands for. */
export function faultOf(rule: Rule): Fault {
  const fault: Fault = typeof rule.with === 'string' ? FAULTS[rule.with] : { accept: false, delivery: rule.with };
  return { ...fault, accept: rule.accept ?? fault.accept };
}

/** True when {@link Rule.on} means this request. */
export function isMeant(on: string, { method, path, operation }: Asked): boolean {
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
