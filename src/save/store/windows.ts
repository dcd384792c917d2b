import path from 'node:path';
import type { Files } from './files';
import { PLAIN_ID } from './plainId';

/** Between two signs of life of a window that follows saves; milliseconds. */
export const HEARTBEAT_MS = 3000;
/** A window that gives no sign of life for so many of its neighbours' looks is gone. */
const MAX_MISSED_HEARTBEATS = 3;

/** Who a window is: an id that is never used again, and its process on this computer. */
export interface WindowIdentity {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  /** False when there surely is no such process on this computer. */
  readonly isRunning: (pid: number) => boolean;
}

interface Observed {
  readonly heartbeat: string;
  /** The look at which this beat was first seen. */
  readonly since: number;
}

/**
 * Signs of life: one file per window that follows saves, written anew every {@link HEARTBEAT_MS}. Whether it is alive is told
 * by whether its file changes while this window is awake, never by the time: a computer that slept, or whose clock was
 * set, does not make its windows look dead.
 */
export class Windows {
  readonly #observed = new Map<string, Observed>();
  #heartbeats = 0;
  #looks = 0;

  constructor(
    private readonly folder: string,
    private readonly files: Files,
    private readonly me: WindowIdentity,
  ) {}

  /** Gives a sign of life. */
  async heartbeat(): Promise<void> {
    const { id, host, pid } = this.me;
    this.#heartbeats += 1;
    await this.files.write(this.#file(id), JSON.stringify({ pid, host, beat: this.#heartbeats }), false);
  }

  /** {@link HEARTBEAT_MS} have passed. */
  tick(): void {
    this.#looks += 1;
  }

  /** False also for what is no window's id: whoever asks read it from a file. */
  async isAlive(id: string): Promise<boolean> {
    if (id === this.me.id) return true;
    if (!PLAIN_ID.test(id)) return false;
    const heartbeat = await this.files.read(this.#file(id));
    if (heartbeat === undefined) return false;
    if (!this.#isDead(heartbeat) && this.#canHeartbeat(id, heartbeat)) return true;
    // Nobody else waits for it once more.
    await this.files.remove(this.#file(id));
    return false;
  }

  #canHeartbeat(id: string, heartbeat: string): boolean {
    const known = this.#observed.get(id);
    if (known?.heartbeat !== heartbeat) this.#observed.set(id, { heartbeat, since: this.#looks });
    return known?.heartbeat !== heartbeat || this.#looks - known.since < MAX_MISSED_HEARTBEATS;
  }

  /** This window follows nothing any more. */
  async leave(): Promise<void> {
    await this.files.remove(this.#file(this.me.id));
  }

  leaveNow(): void {
    this.files.removeNow(this.#file(this.me.id));
  }

  #isDead(heartbeat: string): boolean {
    const reported = readIdentity(heartbeat);
    return reported !== undefined && reported.host === this.me.host && !this.me.isRunning(reported.pid);
  }

  #file(id: string): string {
    return path.join(this.folder, `${id}.json`);
  }
}

function readIdentity(heartbeat: string): { readonly host: string; readonly pid: number } | undefined {
  try {
    const reported: unknown = JSON.parse(heartbeat);
    const fields = new Map<string, unknown>(Object.entries(reported ?? {}));
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
