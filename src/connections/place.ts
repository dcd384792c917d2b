import { allowedEndpoint } from './endpoint';
import { REGION_ID } from './readConnections';

/** Addresses of the three services, as a person writes them into the settings. */
export interface OwnEndpoints {
  readonly modelarts: string;
  readonly swr: string;
  readonly iam: string;
}

/** A region, and its addresses where its name does not tell them. */
export interface Place {
  readonly region: string;
  readonly endpoints: OwnEndpoints | undefined;
}

/** First words of hosts that belong to a service, by the vendor's pattern; the region follows. */
const SERVICE_WORDS: ReadonlySet<string> = new Set(['modelarts', 'swr-api', 'swr', 'iam', 'obs']);
/** First words of hosts in front of which no region stands. */
const SITE_WORDS: ReadonlySet<string> = new Set(['www', 'auth', 'console', 'console-intl']);

/** Of a whole name. Source: RFC 1035. */
const MAX_HOST_LENGTH = 253;

/**
 * A cloud of the same kind by region and domain in one, e.g. `eu-de.otc.t-systems.com`, or by the address of one of its services, e.g.
 * `https://iam.eu-de.otc.t-systems.com/v3`: they answer by the vendor's pattern. Undefined for text that is neither.
 */
export function placeOfDomain(text: string): Place | undefined {
  const labels = hostOf(text).split('.');
  const isService = SERVICE_WORDS.has(labels[0] ?? '');
  const [region = '', ...domain] = isService ? labels.slice(1) : labels;
  // An address may well be of no region; a name was asked for with one.
  if ((isService || /^\s*https?:/i.test(text)) && !region.includes('-')) return undefined;
  const host = [region, ...domain].join('.');
  const isName = domain.length >= 2 && labels.every((label) => /^[a-z0-9-]+$/.test(label));
  if (!isName || host.length > MAX_HOST_LENGTH || !REGION_ID.test(region) || SITE_WORDS.has(region)) return undefined;
  const endpoints = {
    modelarts: `https://modelarts.${host}`,
    swr: `https://swr-api.${host}`,
    iam: `https://iam.${host}`,
  };
  return { region, endpoints };
}

/** The host of an address, or of a name without `https://`. */
function hostOf(text: string): string {
  const [host = ''] = text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .split(/[/?#]/, 1);
  return host.replace(/:443$/, '').replace(/\.$/, '');
}

/** What the address of ModelArts suggests for those of SWR and IAM, and for the region: the same host where it follows no pattern. */
export function guessFrom(modelarts: string): Place {
  const endpoint = allowedEndpoint(modelarts) ?? modelarts;
  const [, host] = /^https:\/\/modelarts\.([^/]+)(?:\/v\d)?$/.exec(endpoint) ?? [];
  const same = { region: '', endpoints: { modelarts: endpoint, swr: endpoint, iam: endpoint } };
  return (host === undefined ? undefined : placeOfDomain(host)) ?? same;
}
