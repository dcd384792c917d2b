import path from 'node:path';
import type { Files } from './files';

/** Interval between the heartbeats of a window that follows saves; milliseconds. */
export const HEARTBEAT_MS = 3000;
/** A window is gone when its heartbeat has not changed for this many ticks. */
const MAX_MISSED_HEARTBEATS = 3;

/** Identity of a window: an ID that is never reused, and its process on this computer. */
export interface WindowIdentity {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  /** False when no such process exists on this computer. */
  readonly isRunning: (pid: number) => boolean;
}

interface Observed {
  readonly heartbeat: string;
  /** The tick at which this heartbeat was first seen. */
  readonly since: number;
}

/**
 * Heartbeats: one file per window that follows saves, rewritten every {@link HEARTBEAT_MS}. A window is alive while its
 * file changes, counted in ticks of this window rather than by time, so that suspending the computer or setting its
 * clock does not make windows look gone.
 */
export class Windows {
  readonly #observed = new Map<string, Observed>();
  #heartbeats = 0;
  #ticks = 0;

  constructor(
    private readonly folder: string,
    private readonly files: Files,
    private readonly thisWindow: WindowIdentity,
  ) {}

  /** Writes the heartbeat of this window. */
  async heartbeat(): Promise<void> {
    const { id, host, pid } = this.thisWindow;
    this.#heartbeats += 1;
    await this.files.write(this.#file(id), JSON.stringify({ pid, host, beat: this.#heartbeats }), false);
  }

  /** Counts an interval of {@link HEARTBEAT_MS}. */
  tick(): void {
    this.#ticks += 1;
  }

  /** Also false for an invalid ID, because IDs come from files. */
  async isAlive(id: string): Promise<boolean> {
    if (id === this.thisWindow.id) return true;
    if (!PLAIN_ID.test(id)) return false;
    const heartbeat = await this.files.read(this.#file(id));
    if (heartbeat === undefined) return false;
    if (!this.#hasExited(heartbeat) && this.#isRecent(id, heartbeat)) return true;
    // Spares other windows the same wait.
    await this.files.remove(this.#file(id));
    return false;
  }

  #isRecent(id: string, heartbeat: string): boolean {
    const previous = this.#observed.get(id);
    if (previous?.heartbeat !== heartbeat) this.#observed.set(id, { heartbeat, since: this.#ticks });
    return previous?.heartbeat !== heartbeat || this.#ticks - previous.since < MAX_MISSED_HEARTBEATS;
  }

  /** Removes the heartbeat when this window follows no save. */
  async leave(): Promise<void> {
    await this.files.remove(this.#file(this.thisWindow.id));
  }

  leaveNow(): void {
    this.files.removeNow(this.#file(this.thisWindow.id));
  }

  #hasExited(heartbeat: string): boolean {
    const identity = readIdentity(heartbeat);
    return identity !== undefined && identity.host === this.thisWindow.host && !this.thisWindow.isRunning(identity.pid);
  }

  #file(id: string): string {
    return path.join(this.folder, `${id}.json`);
  }
}

function readIdentity(heartbeat: string): { readonly host: string; readonly pid: number } | undefined {
  try {
    const parsed: unknown = JSON.parse(heartbeat);
    const fields = new Map<string, unknown>(Object.entries(parsed ?? {}));
    const [host, pid] = [fields.get('host'), fields.get('pid')];
    return typeof host === 'string' && isProcessId(pid) ? { host, pid } : undefined;
  } catch {
    return undefined;
  }
}

/** Other numbers denote process groups or nothing. */
function isProcessId(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0;
}

/** IDs of saves and windows as used in file names. Ids read from damaged files must not lead to other paths. */
export const PLAIN_ID = /^[\w-]{1,64}$/;
