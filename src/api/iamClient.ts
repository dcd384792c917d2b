import type { Project } from '../model/account';
import { type Send, serviceUrl } from './http';
import { JsonCalls } from './jsonCalls';
import { projectsSchema } from './wire/account';

/**
 * Client of IAM, the service for accounts and projects. Every method rejects with a ModelArtsError or the signal's
 * reason.
 */
export class IamClient {
  readonly #calls: JsonCalls;

  /** @param endpoint origin, optionally with a path, without a trailing slash */
  constructor(
    private readonly endpoint: string,
    send: Send,
  ) {
    this.#calls = new JsonCalls(send);
  }

  /**
   * Returns the projects with this name, or all projects of the account if it is undefined. Source: IAM API reference,
   * Querying Project Information.
   */
  async listProjects(name: string | undefined, signal: AbortSignal): Promise<readonly Project[]> {
    return this.#calls.get(serviceUrl(this.endpoint, ['v3', 'projects'], { name }), projectsSchema, signal);
  }

  /**
   * Returns the projects this user can access in all regions, including subprojects. Source: IAM API reference,
   * Querying the Projects Accessible to an IAM User.
   */
  async listAccessibleProjects(signal: AbortSignal): Promise<readonly Project[]> {
    return this.#calls.get(serviceUrl(this.endpoint, ['v3', 'auth', 'projects']), projectsSchema, signal);
  }
}
