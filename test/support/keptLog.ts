import type { Logger } from '../../src/util/logger';

/** A log that keeps its lines, e.g. `info Save …`. */
export class KeptLog implements Logger {
  readonly lines: string[] = [];
  readonly trace = this.#keep('trace');
  readonly debug = this.#keep('debug');
  readonly info = this.#keep('info');
  readonly warn = this.#keep('warn');
  readonly error = this.#keep('error');

  #keep(level: string): (message: string) => void {
    return (message) => void this.lines.push(`${level} ${message}`);
  }
}
