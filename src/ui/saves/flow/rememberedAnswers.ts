import { checkName, checkNamespace, checkTag } from '../../../model/checkImageRequest';
import type { ImageRequest } from '../../../model/imageRequest';

/** A persistent key-value store; satisfied by VS Code's `Memento`. */
export interface ValueStore {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

/** The answers of the last save of a notebook. Contains no secrets. */
export interface Answers {
  readonly namespace: string;
  readonly name: string;
  /** Empty if the service chooses it. */
  readonly tag: string;
  readonly workspaceId: string;
  /**
   * True if the user cleared the description. The description itself is not stored, because it may contain anything.
   */
  readonly undescribed: boolean;
  /** The number of accepted saves of this notebook. */
  readonly saves: number;
  /** Time of the last save, in milliseconds since the epoch. */
  readonly at: number;
}

interface Entry extends Answers {
  readonly connection: string;
  readonly notebookId: string;
}

const KEY = 'modelartsImages.answers';
/** The notebooks saved longest ago are dropped first. */
const MAX_NOTEBOOKS = 200;

/**
 * Stores the answers of earlier saves by connection and notebook. Ignores stored entries that are invalid, e.g. from
 * another version.
 */
export class RememberedAnswers {
  constructor(private readonly store: ValueStore) {}

  /** Returns the answers of the last save of a notebook. */
  of(connection: string, notebookId: string): Answers | undefined {
    return this.#read().find(isEntryOf(connection, notebookId));
  }

  /** Returns the ID of the notebook that was saved last. */
  latestNotebook(connection: string): string | undefined {
    return this.#read().find((entry) => entry.connection === connection)?.notebookId;
  }

  /** Returns the organizations of earlier saves, latest first, without duplicates. */
  organizations(connection: string): readonly string[] {
    const own = this.#read().filter((entry) => entry.connection === connection);
    return [...new Set(own.map(({ namespace }) => namespace))];
  }

  /**
   * Stores the answers of an accepted save.
   *
   * @param at milliseconds since the epoch
   * @param asked false if the user was not asked for a description, so that an empty one means nothing
   */
  async remember(
    connection: string,
    notebookId: string,
    request: ImageRequest,
    at: number,
    asked = true,
  ): Promise<void> {
    const { namespace, name, tag, workspaceId } = request;
    const entries = this.#read();
    const isSameNotebook = isEntryOf(connection, notebookId);
    const previous = entries.find(isSameNotebook);
    const undescribed = asked ? request.description === '' : (previous?.undescribed ?? false);
    const saves = (previous?.saves ?? 0) + 1;
    const entry = { connection, notebookId, namespace, name, tag, workspaceId, undescribed, saves, at };
    await this.#write([entry, ...entries.filter((each) => !isSameNotebook(each))]);
  }

  /** Removes the answers of a removed connection. */
  async forget(connection: string): Promise<void> {
    await this.#write(this.#read().filter((entry) => entry.connection !== connection));
  }

  /** Returns the entries, latest first. */
  #read(): readonly Entry[] {
    const stored = this.store.get(KEY);
    const entries = Array.isArray(stored) ? stored.flatMap(parseEntry) : [];
    return entries.toSorted((one, other) => other.at - one.at);
  }

  async #write(entries: readonly Entry[]): Promise<void> {
    await this.store.update(KEY, entries.slice(0, MAX_NOTEBOOKS));
  }
}

function isEntryOf(connection: string, notebookId: string): (entry: Entry) => boolean {
  return (entry) => entry.connection === connection && entry.notebookId === notebookId;
}

/** Parses a stored entry; returns none if a field is missing or invalid. */
function parseEntry(value: unknown): readonly Entry[] {
  const fields = new Map<string, unknown>(Object.entries(value ?? {}));
  const text = (name: string): string => {
    const field = fields.get(name);
    return typeof field === 'string' ? field : '';
  };
  const number = (name: string): number => {
    const field = fields.get(name);
    return Number.isSafeInteger(field) ? Math.max(0, Number(field)) : 0;
  };
  const [connection, notebookId] = [text('connection'), text('notebookId')];
  const [namespace, name, tag] = [text('namespace'), text('name'), text('tag')];
  const findings = [checkNamespace(namespace), checkName(name), checkTag(tag)];
  if (!connection || !notebookId || !fields.has('tag') || findings.some((finding) => finding?.severity === 'stop'))
    return [];
  const workspaceId = text('workspaceId') || '0';
  const undescribed = fields.get('undescribed') === true;
  const [saves, at] = [number('saves'), number('at')];
  return [{ connection, notebookId, namespace, name, tag, workspaceId, undescribed, saves, at }];
}
