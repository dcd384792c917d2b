import { checkName, checkNamespace, checkTag } from '../../../model/checkImageRequest';
import type { ImageRequest } from '../../../model/imageRequest';

/** Where values outlive the window. VS Code's Memento fits as it is. */
export interface ValueStore {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

/** What a person answered when they last saved a notebook; nothing of it is a secret. */
export interface Answers {
  readonly namespace: string;
  readonly name: string;
  /** Empty = left to the service. */
  readonly tag: string;
  readonly workspaceId: string;
  /** True = the person emptied the description. What somebody wrote there is kept nowhere: it may be anything. */
  readonly undescribed: boolean;
  /** How many saves of this notebook were accepted so far. */
  readonly saves: number;
  /** When it was last saved; milliseconds since the epoch. */
  readonly at: number;
}

interface Entry extends Answers {
  readonly connection: string;
  readonly notebookId: string;
}

const KEY = 'modelartsImages.answers';
/** The notebooks saved longest ago are forgotten first. */
const MAX_NOTEBOOKS = 200;

/**
 * The answers of earlier saves, by connection and notebook. What is stored may come from another version or be damaged:
 * what makes no sense is as good as not there.
 */
export class RememberedAnswers {
  constructor(private readonly store: ValueStore) {}

  of(connection: string, notebookId: string): Answers | undefined {
    return this.#read().find(isOf(connection, notebookId));
  }

  /** The notebook that was saved last. */
  latestNotebook(connection: string): string | undefined {
    return this.#read().find((entry) => entry.connection === connection)?.notebookId;
  }

  /** Organizations that were saved to, each once, latest first. */
  organizations(connection: string): readonly string[] {
    const own = this.#read().filter((entry) => entry.connection === connection);
    return [...new Set(own.map(({ namespace }) => namespace))];
  }

  /**
   * Keeps the answers of a save that the service accepted. `at`: milliseconds since the epoch. `asked`: false = nobody was asked
   * for a description, so that an empty one says nothing.
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
    const isSame = isOf(connection, notebookId);
    const before = entries.find(isSame);
    const undescribed = asked ? request.description === '' : (before?.undescribed ?? false);
    const saves = (before?.saves ?? 0) + 1;
    const entry = { connection, notebookId, namespace, name, tag, workspaceId, undescribed, saves, at };
    await this.#write([entry, ...entries.filter((each) => !isSame(each))]);
  }

  /** Forgets what belongs to a connection that is no more. */
  async forget(connection: string): Promise<void> {
    await this.#write(this.#read().filter((entry) => entry.connection !== connection));
  }

  /** Latest first. */
  #read(): readonly Entry[] {
    const stored = this.store.get(KEY);
    const entries = Array.isArray(stored) ? stored.flatMap(readEntry) : [];
    return entries.toSorted((one, other) => other.at - one.at);
  }

  async #write(entries: readonly Entry[]): Promise<void> {
    await this.store.update(KEY, entries.slice(0, MAX_NOTEBOOKS));
  }
}

function isOf(connection: string, notebookId: string): (entry: Entry) => boolean {
  return (entry) => entry.connection === connection && entry.notebookId === notebookId;
}

/** The entry, or nothing where a field is missing or breaks a rule of the service. */
function readEntry(value: unknown): readonly Entry[] {
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
