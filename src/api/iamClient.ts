import type { Project } from '../model/project';
import type { Send } from './http';
import { JsonCalls } from './jsonCalls';
import { serviceUrl } from './serviceUrl';
import { projectsSchema } from './wire/project';

/** IAM, which knows accounts and projects, in our words. Every method rejects with an error of the family, or the signal's reason. */
export class IamClient {
  readonly #calls: JsonCalls;

  /** @param endpoint origin, optionally with a path, without a slash at the end */
  constructor(
    private readonly endpoint: string,
    send: Send,
  ) {
    this.#calls = new JsonCalls(send);
  }

  /** Projects of that name; undefined = all of the account. Source: IAM API reference, Querying Project Information. */
  async listProjects(name: string | undefined, signal: AbortSignal): Promise<readonly Project[]> {
    return this.#calls.get(serviceUrl(this.endpoint, ['v3', 'projects'], { name }), projectsSchema, signal);
  }

  /**
   * Projects this user may use, of every region, also those made inside of one. Source: IAM API reference, Querying the
   * Projects Accessible to an IAM User.
   */
  async listAccessibleProjects(signal: AbortSignal): Promise<readonly Project[]> {
    return this.#calls.get(serviceUrl(this.endpoint, ['v3', 'auth', 'projects']), projectsSchema, signal);
  }
}
