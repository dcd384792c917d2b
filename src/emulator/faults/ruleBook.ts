import { type Delivery, FAULTS, type Fault, type FaultName } from './fault';

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
function faultOf(rule: Rule): Fault {
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

interface ActiveRule {
  readonly rule: Rule;
  passes: number;
  left: number;
}

/** The active rules, with their remaining uses. Rules added by tests take precedence over those of the scenario. */
export class RuleBook {
  readonly #own: ActiveRule[] = [];
  #scenario: ActiveRule[] = [];

  /** Adds a rule that stays when the scenario changes. Returns a function that removes it. */
  add(rule: Rule): () => void {
    const active = activate(rule);
    this.#own.push(active);
    return () => {
      const index = this.#own.indexOf(active);
      if (index >= 0) this.#own.splice(index, 1);
    };
  }

  /** Replaces the rules of the scenario. */
  setScenario(rules: readonly Rule[]): void {
    this.#scenario = rules.map(activate);
  }

  /** Removes all added rules. */
  clear(): void {
    this.#own.length = 0;
  }

  /** Returns the fault for a request and counts it as one use of the rule. */
  take(request: RequestFacts): Fault | undefined {
    for (const active of [...this.#own, ...this.#scenario]) {
      if (active.left === 0 || !matchesPattern(active.rule.on, request)) continue;
      if (active.passes > 0) {
        active.passes -= 1;
        continue;
      }
      active.left -= 1;
      return faultOf(active.rule);
    }
    return undefined;
  }
}

function activate(rule: Rule): ActiveRule {
  return { rule, passes: rule.after ?? 0, left: rule.times ?? Number.POSITIVE_INFINITY };
}
