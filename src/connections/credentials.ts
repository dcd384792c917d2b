import type { AccessKeys } from '../api/http';

/** What a source of credentials gave: keys, and what it happens to know beside them. */
export interface Credentials {
  readonly keys: AccessKeys;
  readonly projectId: string | undefined;
  /** Region id, e.g. `cn-north-4`. */
  readonly region: string | undefined;
}

/** @throws NotConnectedError `noCredentials` when the source has none; its `detail` names what is missing. */
export type ReadCredentials = () => Promise<Credentials>;
