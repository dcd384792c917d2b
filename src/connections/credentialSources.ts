import type { Environment } from '../api/network/networkSettings';
import { NotConnectedError } from '../model/errors';
import type { Clock } from '../util/clock';
import type { Connection } from './connection';
import { bareCredentials, type Credentials } from './credentials';
import { readEnvironmentCredentials } from './environmentCredentials';
import { HcloudFile } from './hcloudFile';
import { ProfileFile } from './profileFile';
import type { StoredSecrets } from './storedSecrets';

export interface CredentialSourcesOptions {
  readonly environment: Environment;
  /** Path of the user's home folder. */
  readonly home: string;
  readonly secrets: StoredSecrets;
  readonly clock: Pick<Clock, 'sleep'>;
}

/** Reads credentials from the source that a connection names, without a cache. */
export class CredentialSources {
  readonly environment: Environment;
  readonly secrets: StoredSecrets;
  readonly profileFile: ProfileFile;
  readonly hcloudFile: HcloudFile;

  constructor({ environment, home, secrets, clock }: CredentialSourcesOptions) {
    this.environment = environment;
    this.secrets = secrets;
    this.profileFile = new ProfileFile(environment, home, clock);
    this.hcloudFile = new HcloudFile(home, clock);
  }

  /** @throws NotConnectedError whose reason and detail name what is missing */
  async read({
    name,
    credentials,
    profile,
    endpoints,
  }: Pick<Connection, 'name' | 'credentials' | 'profile' | 'endpoints'>): Promise<Credentials> {
    switch (credentials) {
      case 'stored':
        return bareCredentials(await this.secrets.read({ name, endpoints }));
      case 'environment':
        return readEnvironmentCredentials(this.environment, name);
      case 'profileFile':
        return this.profileFile.read(profile, name);
      case 'hcloud':
        return this.hcloudFile.read(profile, name);
      case 'demo':
        throw new NotConnectedError('noCredentials', name, undefined);
    }
  }
}
