import type { ModelArtsClient } from '../api/modelArtsClient';
import type { Network } from '../api/network/network';
import type { AuthorityStore } from '../api/network/trustedAuthorities';
import type { Probe } from '../api/probeEndpoint';
import type { SwrClient } from '../api/swrClient';
import type { Clock } from '../util/clock';
import { untilAborted } from '../util/promises';
import type { Connection } from './connection';
import type { Credentials } from './credentials';
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
  /** The project ID. */
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

/** The connection to diagnose and the calls that check it. */
export interface DiagnosisTarget {
  readonly connection: Connection;
  readonly credentials: () => Promise<Credentials>;
  readonly project: () => Promise<string>;
  readonly modelArts: () => Promise<Pick<ModelArtsClient, 'listNotebooks' | 'listImages'>>;
  readonly swr: () => Promise<Pick<SwrClient, 'listOrganizations'>>;
}

export interface DiagnoseOptions {
  /** Rejected = no connection is in use, with the reason. Only the network is checked then. */
  readonly target: PromiseSettledResult<DiagnosisTarget>;
  readonly problems: readonly ConnectionProblem[];
  readonly network: Pick<Network, 'settings' | 'authorities'>;
  readonly probe: (endpoint: string, signal: AbortSignal) => Promise<Probe>;
  readonly clock: Clock;
}

/** Time limit of each check. */
const CHECK_TIMEOUT_MS = 30_000;

/**
 * Checks the connection in use with read-only requests. Failures are part of the result.
 *
 * @throws the signal's reason when it aborts, and nothing else
 */
export async function diagnoseConnection(options: DiagnoseOptions, signal: AbortSignal): Promise<Diagnosis> {
  signal.throwIfAborted();
  const { problems, network } = options;
  const target = options.target.status === 'fulfilled' ? options.target.value : undefined;
  const limited = AbortSignal.any([signal, AbortSignal.timeout(CHECK_TIMEOUT_MS)]);
  // Reading hundreds of certificates blocks the processor. It comes first so that it does not distort the measured times.
  const authorities = await settle(network.authorities());
  const [credentials, project, endpoints, permissions] = await Promise.all([
    target && settle(untilAborted(target.credentials(), limited)),
    target && settle(untilAborted(target.project(), limited)),
    target ? probeEndpoints(target, options, limited) : [],
    target ? checkPermissions(target, options.clock, limited) : [],
  ]);
  signal.throwIfAborted();
  return {
    connection: mapOutcome(options.target, ({ connection }) => connection),
    problems,
    credentials: credentials && mapOutcome(credentials, kindOf),
    project,
    network: {
      strictCertificates: network.settings.strictCertificates,
      authorities: mapOutcome(authorities, ({ bundled, system, extra }) => ({
        bundled: bundled.length,
        system: system.length,
        extra: extra.length,
      })),
    },
    endpoints,
    permissions,
  };
}

function kindOf({ secret }: Credentials): CredentialKind {
  if (secret.kind === 'login') return 'password';
  return secret.keys.securityToken === undefined ? 'keys' : 'temporaryKeys';
}

async function probeEndpoints(
  { connection }: DiagnosisTarget,
  { probe }: DiagnoseOptions,
  signal: AbortSignal,
): Promise<readonly EndpointDiagnosis[]> {
  const services = ['modelarts', 'swr', 'iam'] as const;
  return Promise.all(
    services.map(async (service) => {
      const endpoint = connection.endpoints[service];
      return { service, endpoint, probe: await probe(endpoint, signal) };
    }),
  );
}

async function checkPermissions(
  target: DiagnosisTarget,
  clock: Clock,
  signal: AbortSignal,
): Promise<readonly PermissionCheck[]> {
  const requests: Readonly<Record<Permission, () => Promise<unknown>>> = {
    // The first page is enough.
    listNotebooks: async () => (await target.modelArts()).listNotebooks({}, signal).next(),
    listImages: async () => (await target.modelArts()).listImages({ name: ABSENT_IMAGE }, signal),
    listOrganizations: async () => (await target.swr()).listOrganizations(signal),
  };
  const permissions = ['listNotebooks', 'listImages', 'listOrganizations'] as const;
  return Promise.all(
    permissions.map(async (permission) => {
      const startedAt = clock.now();
      const outcome = await settle(untilAborted(requests[permission](), signal));
      return { permission, outcome: mapOutcome(outcome, () => undefined), ms: clock.now() - startedAt };
    }),
  );
}

/** No image has this name: the check needs only the permission, and an empty list is the shortest response. */
const ABSENT_IMAGE = 'no-image-of-this-name';

async function settle<T>(work: Promise<T>): Promise<PromiseSettledResult<T>> {
  const [outcome] = await Promise.allSettled([work]);
  return outcome;
}

function mapOutcome<T, U>(outcome: PromiseSettledResult<T>, map: (value: T) => U): PromiseSettledResult<U> {
  return outcome.status === 'fulfilled' ? { status: 'fulfilled', value: map(outcome.value) } : outcome;
}
