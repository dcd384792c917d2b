import { type EmulatorClock, Schedule } from '../emulatorClock';
import type { Random } from '../random';
import { type Behavior, DEFAULT_BEHAVIOR } from './behavior';
import type { Image, Notebook, Organization, Owner, RepositoryTag, Workspace } from './resources';

/** Options of a {@link World}. */
export interface WorldOptions {
  readonly clock: EmulatorClock;
  readonly random: Random;
  readonly region: string;
  readonly projectId: string;
  readonly me: Owner;
  /** Divides the duration of operations. */
  readonly speed: number;
}

/** The content of the emulated cloud. Future events are in {@link World.schedule}. */
export class World {
  readonly schedule = new Schedule();
  readonly clock: EmulatorClock;
  readonly random: Random;
  readonly region: string;
  readonly projectId: string;
  /** The IAM user that the emulator's credentials belong to. */
  readonly me: Owner;
  behavior: Behavior = DEFAULT_BEHAVIOR;
  readonly organizations = new Map<string, Organization>();
  readonly workspaces: Workspace[] = [];
  /** The projects of the account, starting with the emulated one. */
  readonly projects: { readonly id: string; readonly name: string }[];
  /** Id of the account. */
  readonly domainId: string;
  readonly tags: RepositoryTag[] = [];
  #speed = 1;
  readonly #notebooks = new Map<string, Notebook>();
  readonly #images = new Map<string, Image>();
  #revision = 0;

  constructor({ clock, random, region, projectId, me, speed }: WorldOptions) {
    this.clock = clock;
    this.random = random;
    this.region = region;
    this.projectId = projectId;
    this.me = me;
    this.speed = speed;
    this.projects = [{ id: projectId, name: region }];
    this.domainId = random.hex(32);
  }

  /** Increases with every change of a notebook. */
  get revision(): number {
    return this.#revision;
  }

  get speed(): number {
    return this.#speed;
  }

  /** @throws RangeError unless above 0 */
  set speed(speed: number) {
    if (!(speed > 0 && Number.isFinite(speed))) throw new RangeError(`Speed must be above 0, not ${speed}`);
    this.#speed = speed;
  }

  /** Returns the service's time, milliseconds since the epoch. */
  now(): number {
    return this.clock.now();
  }

  /** Returns the end of an operation that starts at `from` and takes `ms` at speed 1. */
  after(ms: number, from: number = this.now()): number {
    return from + ms / this.speed;
  }

  /** Runs all events that are due. */
  settle(): void {
    this.schedule.settle(this.now());
  }

  get notebooks(): ReadonlyMap<string, Notebook> {
    return this.#notebooks;
  }

  putNotebook(notebook: Notebook): Notebook {
    this.#notebooks.set(notebook.id, notebook);
    this.#revision += 1;
    return notebook;
  }

  /** Changes fields of a notebook, if it exists, and sets its update time. */
  alterNotebook(id: string, change: Partial<Notebook>, at: number = this.now()): void {
    const notebook = this.#notebooks.get(id);
    if (notebook) this.putNotebook({ ...notebook, updatedAt: at, ...change });
  }

  removeNotebook(id: string): void {
    this.#notebooks.delete(id);
    this.#revision += 1;
  }

  get images(): ReadonlyMap<string, Image> {
    return this.#images;
  }

  putImage(image: Image): Image {
    this.#images.set(image.id, image);
    return image;
  }

  /** Changes fields of an image, if it exists, and sets its update time. */
  alterImage(id: string, change: Partial<Image>, at: number = this.now()): void {
    const image = this.#images.get(id);
    if (image) this.putImage({ ...image, updatedAt: at, ...change });
  }

  removeImage(id: string): void {
    this.#images.delete(id);
  }

  /** Returns the full pull address of an image in this region. */
  swrPath(namespace: string, name: string, tag: string): string {
    return `swr.${this.region}.myhuaweicloud.com/${namespace}/${name}:${tag}`;
  }

  /** Returns the tag in SWR, or undefined if it does not exist. */
  findTag(namespace: string, repository: string, tag: string): RepositoryTag | undefined {
    return this.tags.find((one) => one.namespace === namespace && one.repository === repository && one.tag === tag);
  }
}
