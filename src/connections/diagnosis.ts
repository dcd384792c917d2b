import type { AuthorityStore } from '../api/network/trustedAuthorities';
import type { Probe } from '../api/probeEndpoint';
import type { Connection } from './connection';
import type { ConnectionProblem } from './readConnections';

/** What credentials there are; never their values. */
export type CredentialKind = 'keys' | 'temporaryKeys' | 'password';

/** What the account was asked to show. */
export type Permission = 'listNotebooks' | 'listImages' | 'listOrganizations';

export interface PermissionCheck {
  readonly ability: Permission;
  readonly outcome: PromiseSettledResult<void>;
  readonly ms: number;
}

export interface EndpointDiagnosis {
  readonly service: 'modelarts' | 'swr' | 'iam';
  readonly endpoint: string;
  readonly probe: Probe;
}

/** Everything that is known of the connection in use and of the network. Each part is there whatever became of the others. */
export interface Diagnosis {
  /** The one in use, or why there is none. */
  readonly connection: PromiseSettledResult<Connection>;
  /** Entries of the setting that cannot be used. */
  readonly problems: readonly ConnectionProblem[];
  readonly credentials: PromiseSettledResult<CredentialKind> | undefined;
  /** The project's id. */
  readonly project: PromiseSettledResult<string> | undefined;
  readonly network: {
    /** False = VS Code's `http.proxyStrictSSL` is off. */
    readonly strictCertificates: boolean;
    /** How many certificate authorities each store gave. */
    readonly authorities: PromiseSettledResult<Readonly<Record<AuthorityStore, number>>>;
  };
  readonly endpoints: readonly EndpointDiagnosis[];
  readonly trials: readonly PermissionCheck[];
}
