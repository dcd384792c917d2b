import type { SwrClient } from '../../../api/swrClient';
import type { OrganizationSource } from './askOrganization';
import type { PreferredOrganization } from './organizationRows';
import type { OrganizationsRead } from './pickOrganization';

/**
 * The organizations of an account, read once for a flow; read anew after one was made.
 *
 * @param isAsked true = read at once, so that they are there when the person comes to them
 */
export function organizationSource(
  swr: () => Promise<Pick<SwrClient, 'listOrganizations' | 'createOrganization'>>,
  preferred: readonly PreferredOrganization[],
  signal: AbortSignal,
  isAsked: boolean,
): OrganizationSource {
  const read = async (): Promise<OrganizationsRead> => {
    try {
      return { kind: 'read', organizations: await (await swr()).listOrganizations(signal) };
    } catch (error) {
      return { kind: 'failed', error };
    }
  };
  let reading = isAsked ? read() : undefined;
  return {
    preferred,
    read: () => (reading ??= read()),
    create: async (name, stop) => {
      await (await swr()).createOrganization(name, AbortSignal.any([signal, stop]));
      reading = read();
    },
  };
}

const MAX_LAST_USED = 3;

/** What was used last first, then what the settings say; each once. `lastUsed`: latest first, names may repeat. */
export function preferredOrganizations(
  lastUsed: readonly string[],
  configured: string,
): readonly PreferredOrganization[] {
  const last = [...new Set(lastUsed)].slice(0, MAX_LAST_USED).map((name) => ({ name, why: 'lastUsed' }) as const);
  return configured === '' || last.some(({ name }) => name === configured)
    ? last
    : [...last, { name: configured, why: 'configured' }];
}
