import type { ModelArtsClient } from '../api/modelArtsClient';
import type { Network } from '../api/network/network';
import type { Probe } from '../api/probeEndpoint';
import type { SwrClient } from '../api/swrClient';
import type { Clock } from '../util/clock';
import { untilAborted } from '../util/untilAborted';
import type { Connection } from './connection';
import type { Credentials } from './credentials';
import type { CredentialKind, Diagnosis, EndpointDiagnosis, Permission, PermissionCheck } from './diagnosis';
import type { ConnectionProblem } from './readConnections';

/** The connection to look at, and the ways to do so. */
export interface DiagnosisTarget {
  readonly connection: Connection;
  readonly credentials: () => Promise<Credentials>;
  readonly project: () => Promise<string>;
  readonly modelArts: () => Promise<Pick<ModelArtsClient, 'listNotebooks' | 'listImages'>>;
  readonly swr: () => Promise<Pick<SwrClient, 'listOrganizations'>>;
}

export interface DiagnoseOptions {
  /** Rejected = no connection is in use, and why: then the network alone is looked at. */
  readonly patient: PromiseSettledResult<DiagnosisTarget>;
  readonly problems: readonly ConnectionProblem[];
  readonly network: Pick<Network, 'settings' | 'authorities'>;
  readonly probe: (endpoint: string, signal: AbortSignal) => Promise<Probe>;
  readonly clock: Clock;
}

/** No part of it takes longer. */
const PART_LIMIT_MS = 30_000;

/**
 * Looks at the connection in use: reads, and changes nothing. What fails is part of the result.
 *
 * @throws the signal's reason when it aborts, and nothing else
 */
export async function diagnoseConnection(options: DiagnoseOptions, signal: AbortSignal): Promise<Diagnosis> {
  signal.throwIfAborted();
  const { problems, network } = options;
  const patient = options.patient.status === 'fulfilled' ? options.patient.value : undefined;
  const limited = AbortSignal.any([signal, AbortSignal.timeout(PART_LIMIT_MS)]);
  // Reading hundreds of certificates keeps the processor busy: first, so that it is in none of the times.
  const authorities = await settle(network.authorities());
  const [credentials, project, endpoints, trials] = await Promise.all([
    patient && settle(untilAborted(patient.credentials(), limited)),
    patient && settle(untilAborted(patient.project(), limited)),
    patient ? probeAll(patient, options, limited) : [],
    patient ? tryAll(patient, options.clock, limited) : [],
  ]);
  signal.throwIfAborted();
  return {
    connection: mapped(options.patient, ({ connection }) => connection),
    problems,
    credentials: credentials && mapped(credentials, kindOf),
    project,
    network: {
      strictCertificates: network.settings.strictCertificates,
      authorities: mapped(authorities, ({ bundled, system, extra }) => ({
        bundled: bundled.length,
        system: system.length,
        extra: extra.length,
      })),
    },
    endpoints,
    trials,
  };
}

function kindOf({ secret }: Credentials): CredentialKind {
  if (secret.kind === 'login') return 'password';
  return secret.keys.securityToken === undefined ? 'keys' : 'temporaryKeys';
}

async function probeAll(
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

async function tryAll(
  patient: DiagnosisTarget,
  clock: Clock,
  signal: AbortSignal,
): Promise<readonly PermissionCheck[]> {
  const trials: Readonly<Record<Permission, () => Promise<unknown>>> = {
    // One page tells.
    listNotebooks: async () => (await patient.modelArts()).listNotebooks({}, signal).next(),
    listImages: async () => (await patient.modelArts()).listImages({ name: NO_IMAGE }, signal),
    listOrganizations: async () => (await patient.swr()).listOrganizations(signal),
  };
  const abilities = ['listNotebooks', 'listImages', 'listOrganizations'] as const;
  return Promise.all(
    abilities.map(async (ability) => {
      const startedAt = clock.now();
      const outcome = await settle(untilAborted(trials[ability](), signal));
      return { ability, outcome: mapped(outcome, () => undefined), ms: clock.now() - startedAt };
    }),
  );
}

/** A name of no image: the permission is what is asked for, and a short answer. */
const NO_IMAGE = 'no-image-of-this-name';

async function settle<T>(work: Promise<T>): Promise<PromiseSettledResult<T>> {
  const [outcome] = await Promise.allSettled([work]);
  return outcome;
}

function mapped<T, U>(outcome: PromiseSettledResult<T>, change: (value: T) => U): PromiseSettledResult<U> {
  return outcome.status === 'fulfilled' ? { status: 'fulfilled', value: change(outcome.value) } : outcome;
}
