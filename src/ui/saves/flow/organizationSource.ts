import type { SwrClient } from '../../../api/swrClient';
import type { OrganizationSource } from './askOrganization';
import type { PreferredOrganization } from './organizationRows';
import type { OrganizationsRead } from './pickOrganization';

/**
 * Returns the organizations of an account. Loads them once per flow, and again after one was created.
 *
 * @param isAsked true loads them at once, so that they are available when the step is shown
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

const MAX_RECENT = 3;

/**
 * Returns recently used organizations, then the configured one, without duplicates.
 *
 * @param lastUsed latest first; may contain duplicates
 * @param configured name from the settings; empty if not set
 */
export function preferredOrganizations(
  lastUsed: readonly string[],
  configured: string,
): readonly PreferredOrganization[] {
  const last = [...new Set(lastUsed)].slice(0, MAX_RECENT).map((name) => ({ name, why: 'lastUsed' }) as const);
  return configured === '' || last.some(({ name }) => name === configured)
    ? last
    : [...last, { name: configured, why: 'configured' }];
}
