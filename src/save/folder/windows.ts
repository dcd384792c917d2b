import path from 'node:path';
import type { Files } from './files';
import { PLAIN_ID } from './plainId';

/** Between two signs of life of a window that follows saves; milliseconds. */
export const BEAT_MS = 3000;
/** A window that gives no sign of life for so many of its neighbours' looks is gone. */
const MISSED_BEATS = 3;

/** Who a window is: an id that is never used again, and its process on this computer. */
export interface WindowIdentity {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  /** False when there surely is no such process on this computer. */
  readonly isRunning: (pid: number) => boolean;
}

interface Observed {
  readonly beat: string;
  /** The look at which this beat was first seen. */
  readonly since: number;
}

/**
 * Signs of life: one file per window that follows saves, written anew every {@link BEAT_MS}. Whether it is alive is told
 * by whether its file changes while this window is awake, never by the time: a computer that slept, or whose clock was
 * set, does not make its windows look dead.
 */
export class Windows {
  readonly #observed = new Map<string, Observed>();
  #beats = 0;
  #looks = 0;

  constructor(
    private readonly folder: string,
    private readonly files: Files,
    private readonly me: WindowIdentity,
  ) {}

  /** Gives a sign of life. */
  async beat(): Promise<void> {
    const { id, host, pid } = this.me;
    this.#beats += 1;
    await this.files.write(this.#file(id), JSON.stringify({ pid, host, beat: this.#beats }), false);
  }

  /** {@link BEAT_MS} have passed. */
  tick(): void {
    this.#looks += 1;
  }

  /** False also for what is no window's id: whoever asks read it from a file. */
  async isAlive(id: string): Promise<boolean> {
    if (id === this.me.id) return true;
    if (!PLAIN_ID.test(id)) return false;
    const beat = await this.files.read(this.#file(id));
    if (beat === undefined) return false;
    if (!this.#isDead(beat) && this.#mayBeat(id, beat)) return true;
    // Nobody else waits for it once more.
    await this.files.remove(this.#file(id));
    return false;
  }

  #mayBeat(id: string, beat: string): boolean {
    const known = this.#observed.get(id);
    if (known?.beat !== beat) this.#observed.set(id, { beat, since: this.#looks });
    return known?.beat !== beat || this.#looks - known.since < MISSED_BEATS;
  }

  /** This window follows nothing any more. */
  async leave(): Promise<void> {
    await this.files.remove(this.#file(this.me.id));
  }

  leaveNow(): void {
    this.files.removeNow(this.#file(this.me.id));
  }

  #isDead(beat: string): boolean {
    const told = readIdentity(beat);
    return told !== undefined && told.host === this.me.host && !this.me.isRunning(told.pid);
  }

  #file(id: string): string {
    return path.join(this.folder, `${id}.json`);
  }
}

function readIdentity(beat: string): { readonly host: string; readonly pid: number } | undefined {
  try {
    const told: unknown = JSON.parse(beat);
    const fields = new Map<string, unknown>(Object.entries(told ?? {}));
    const [host, pid] = [fields.get('host'), fields.get('pid')];
    return typeof host === 'string' && isProcessId(pid) ? { host, pid } : undefined;
  } catch {
    return undefined;
  }
}

/** Other numbers mean groups of processes to the system, or nothing. */
function isProcessId(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0;
}
