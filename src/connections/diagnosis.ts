import type { AuthorityStore } from '../api/network/trustedAuthorities';
import type { Probe } from '../api/probeEndpoint';
import type { Connection } from './connection';
import type { ConnectionProblem } from './readConnections';

/** Kind of the credentials in use, without their values. */
export type CredentialKind = 'keys' | 'temporaryKeys' | 'password';

/** Permission that a diagnosis checks with a request. */
export type Permission = 'listNotebooks' | 'listImages' | 'listOrganizations';

/** Result of one permission check and its duration in milliseconds. */
export interface PermissionCheck {
  readonly permission: Permission;
  readonly outcome: PromiseSettledResult<void>;
  readonly ms: number;
}

/** Probe result of one service endpoint. */
export interface EndpointDiagnosis {
  readonly service: 'modelarts' | 'swr' | 'iam';
  readonly endpoint: string;
  readonly probe: Probe;
}

/** Results of all checks of the connection in use and of the network. A failed check does not prevent the others. */
export interface Diagnosis {
  /** The connection in use, or the reason why there is none. */
  readonly connection: PromiseSettledResult<Connection>;
  /** Invalid entries of the setting. */
  readonly problems: readonly ConnectionProblem[];
  readonly credentials: PromiseSettledResult<CredentialKind> | undefined;
  /** The project id. */
  readonly project: PromiseSettledResult<string> | undefined;
  readonly network: {
    /** False = VS Code's `http.proxyStrictSSL` is off. */
    readonly strictCertificates: boolean;
    /** Number of certificate authorities in each store. */
    readonly authorities: PromiseSettledResult<Readonly<Record<AuthorityStore, number>>>;
  };
  readonly endpoints: readonly EndpointDiagnosis[];
  readonly permissions: readonly PermissionCheck[];
}
