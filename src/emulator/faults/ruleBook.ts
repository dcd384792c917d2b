import type { Fault } from './fault';
import { faultOf, matchesPattern, type RequestFacts, type Rule } from './rule';

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
