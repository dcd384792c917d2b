import { addImage, aNotebook } from './world/builders';
import { stopWhenLeaseEnds } from './world/powerSwitch';
import type { Image, Notebook, Organization, RepositoryTag } from './world/resources';
import type { World } from './world/world';

/** Changes the world directly, without the gateway. */
export class WorldEditor {
  constructor(private readonly world: World) {}

  get notebooks(): readonly Notebook[] {
    this.world.settle();
    return [...this.world.notebooks.values()];
  }

  get images(): readonly Image[] {
    this.world.settle();
    return [...this.world.images.values()];
  }

  get organizations(): readonly Organization[] {
    return [...this.world.organizations.values()];
  }

  get tags(): readonly RepositoryTag[] {
    this.world.settle();
    return [...this.world.tags];
  }

  /** Adds a notebook. By default it is running and belongs to the user. */
  addNotebook(facts: Partial<Notebook> = {}): Notebook {
    const notebook = this.world.putNotebook(aNotebook(this.world, facts));
    if (notebook.status === 'RUNNING') stopWhenLeaseEnds(this.world, notebook.id);
    return notebook;
  }

  alterNotebook(id: string, change: Partial<Notebook>): void {
    this.world.settle();
    this.world.alterNotebook(id, change);
    if (change.lease !== undefined) stopWhenLeaseEnds(this.world, id);
  }

  removeNotebook(id: string): void {
    this.world.removeNotebook(id);
  }

  /** Adds an image, by default `ai-team/base:v1` and ACTIVE. An ACTIVE image is added to SWR too. */
  addImage(facts: Partial<Image> = {}): Image {
    return addImage(this.world, facts);
  }

  /** Changes fields of an image. A final status ends its save. */
  alterImage(id: string, change: Partial<Image>): void {
    this.world.settle();
    this.world.alterImage(id, change);
  }

  removeImage(id: string): void {
    this.world.removeImage(id);
  }

  addOrganization(name: string, auth: Organization['auth'] = 7): void {
    const id = this.world.random.between(20_000, 90_000);
    this.world.organizations.set(name, { id, name, creatorName: this.world.me.name, auth });
  }

  removeOrganization(name: string): void {
    this.world.organizations.delete(name);
  }

  /** Adds a tag in SWR without an image in ModelArts. */
  addTag(namespace: string, repository: string, tag: string): void {
    const digest = `sha256:${this.world.random.hex(64)}`;
    this.world.tags.push({ namespace, repository, tag, size: 1_234_567, digest, createdAt: this.world.now() });
  }

  removeTag(namespace: string, repository: string, tag: string): void {
    const found = this.world.findTag(namespace, repository, tag);
    if (found) this.world.tags.splice(this.world.tags.indexOf(found), 1);
  }

  /** Adds a project to the account. Only the first project has notebooks. */
  addProject(id: string, name: string): void {
    this.world.projects.push({ id, name });
  }
}
