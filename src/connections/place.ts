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

/** A place with addresses of its own. */
interface OwnPlace extends Place {
  readonly endpoints: OwnEndpoints;
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
export function placeOfDomain(text: string): OwnPlace | undefined {
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
export function guessFrom(modelarts: string): OwnPlace {
  const endpoint = allowedEndpoint(modelarts) ?? modelarts;
  const [, host] = /^https:\/\/modelarts\.([^/]+)(?:\/v\d)?$/.exec(endpoint) ?? [];
  const same = { region: '', endpoints: { modelarts: endpoint, swr: endpoint, iam: endpoint } };
  return (host === undefined ? undefined : placeOfDomain(host)) ?? same;
}

/** Why text does not say where the services answer. */
export type EndpointsFault = 'endpoint' | 'region';

/**
 * Reads the addresses of ModelArts, SWR and IAM, in this order, and the id of the region, separated by spaces. Only the address of
 * ModelArts is required where the others follow from it.
 */
export function placeOfEndpoints(text: string): OwnPlace | EndpointsFault {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '');
  const regions = words.filter((word) => REGION_ID.test(word));
  const [modelarts, swr, iam, ...rest] = words
    .filter((word) => !REGION_ID.test(word))
    .map((word) => allowedEndpoint(word) ?? '');
  if (!modelarts || swr === '' || iam === '' || rest.length > 0 || regions.length > 1) return 'endpoint';
  const guess = guessFrom(modelarts);
  const region = regions[0] ?? guess.region;
  if (region === '') return 'region';
  const { endpoints } = guess;
  return { region, endpoints: { modelarts, swr: swr ?? endpoints.swr, iam: iam ?? endpoints.iam } };
}

/** The shortest text that {@link placeOfEndpoints} reads as this place. */
export function endpointsText({ region, endpoints }: Place): string {
  if (!endpoints) return '';
  const { modelarts, swr, iam } = endpoints;
  const guess = guessFrom(modelarts);
  const isUsual = guess.endpoints.swr === swr && guess.endpoints.iam === iam;
  return [modelarts, ...(isUsual ? [] : [swr, iam]), ...(guess.region === region ? [] : [region])].join(' ');
}
