import type { Fault } from './fault';
import { type Asked, faultOf, isMeant, type Rule } from './rule';

interface Standing {
  readonly rule: Rule;
  passes: number;
  left: number;
}

/** The rules that hold, and how much of each is used up. Rules of a test come before those of the scenario. */
export class RuleBook {
  readonly #own: Standing[] = [];
  #scenario: Standing[] = [];

  /** Adds a rule that outlives a change of scenario; gives back how to take it away. */
  add(rule: Rule): () => void {
    const standing = stand(rule);
    this.#own.push(standing);
    return () => {
      const index = this.#own.indexOf(standing);
      if (index >= 0) this.#own.splice(index, 1);
    };
  }

  /** Replaces the rules of the scenario. */
  setScenario(rules: readonly Rule[]): void {
    this.#scenario = rules.map(stand);
  }

  /** Removes every rule that was added. */
  clear(): void {
    this.#own.length = 0;
  }

  /** The fault for this request, which counts as one of the rule's times. */
  take(asked: Asked): Fault | undefined {
    for (const standing of [...this.#own, ...this.#scenario]) {
      if (standing.left === 0 || !isMeant(standing.rule.on, asked)) continue;
      if (standing.passes > 0) {
        standing.passes -= 1;
        continue;
      }
      standing.left -= 1;
      return faultOf(standing.rule);
    }
    return undefined;
  }
}

function stand(rule: Rule): Standing {
  return { rule, passes: rule.after ?? 0, left: rule.times ?? Number.POSITIVE_INFINITY };
}
