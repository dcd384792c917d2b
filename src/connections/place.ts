import { normalizeEndpoint, REGION_ID } from './readConnections';

/** Endpoint URLs of the three services, as in the settings. */
export interface CustomEndpoints {
  readonly modelarts: string;
  readonly swr: string;
  readonly iam: string;
}

/** A region and its endpoints; undefined = the endpoints that follow from the region's ID. */
export interface Place {
  readonly region: string;
  readonly endpoints: CustomEndpoints | undefined;
}

interface CustomPlace extends Place {
  readonly endpoints: CustomEndpoints;
}

/** First labels of service hosts, by the vendor's pattern; the region follows. */
const SERVICE_LABELS: ReadonlySet<string> = new Set(['modelarts', 'swr-api', 'swr', 'iam', 'obs']);
/** First labels of hosts without a region. */
const SITE_LABELS: ReadonlySet<string> = new Set(['www', 'auth', 'console', 'console-intl']);

/** Length of a full host name. Source: RFC 1035. */
const MAX_HOST_LENGTH = 253;

/**
 * Parses region and domain, e.g. `eu-de.otc.t-systems.com`, or the URL of one service, e.g.
 * `https://iam.eu-de.otc.t-systems.com/v3`. Returns the endpoints by the vendor's host pattern, or undefined for other
 * text.
 */
export function parseDomain(text: string): CustomPlace | undefined {
  const labels = hostOf(text).split('.');
  const isService = SERVICE_LABELS.has(labels[0] ?? '');
  const [region = '', ...domain] = isService ? labels.slice(1) : labels;
  // A URL often contains no region. A bare name is expected to begin with one.
  if ((isService || /^\s*https?:/i.test(text)) && !region.includes('-')) return undefined;
  const host = [region, ...domain].join('.');
  const isName = domain.length >= 2 && labels.every((label) => /^[a-z0-9-]+$/.test(label));
  if (!isName || host.length > MAX_HOST_LENGTH || !REGION_ID.test(region) || SITE_LABELS.has(region)) return undefined;
  const endpoints = {
    modelarts: `https://modelarts.${host}`,
    swr: `https://swr-api.${host}`,
    iam: `https://iam.${host}`,
  };
  return { region, endpoints };
}

/** Returns the host of a URL, also without `https://`. */
function hostOf(text: string): string {
  const [host = ''] = text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .split(/[/?#]/, 1);
  return host.replace(/:443$/, '').replace(/\.$/, '');
}

/** Derives region, SWR and IAM from the ModelArts URL. A host outside the vendor's pattern serves all three, without a region. */
export function derivePlace(modelarts: string): CustomPlace {
  const endpoint = normalizeEndpoint(modelarts) ?? modelarts;
  const [, host] = /^https:\/\/modelarts\.([^/]+)(?:\/v\d)?$/.exec(endpoint) ?? [];
  const same = { region: '', endpoints: { modelarts: endpoint, swr: endpoint, iam: endpoint } };
  return (host === undefined ? undefined : parseDomain(host)) ?? same;
}

/** Part of the text that is missing or invalid. */
export type EndpointsFault = 'endpoint' | 'region';

/**
 * Parses the URLs of ModelArts, SWR, and IAM, in this order, and the region ID, separated by spaces. Only the ModelArts URL is
 * required; the rest defaults to {@link derivePlace}.
 */
export function parseEndpoints(text: string): CustomPlace | EndpointsFault {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '');
  const regions = words.filter((word) => REGION_ID.test(word));
  const [modelarts, swr, iam, ...rest] = words
    .filter((word) => !REGION_ID.test(word))
    .map((word) => normalizeEndpoint(word) ?? '');
  if (!modelarts || swr === '' || iam === '' || rest.length > 0 || regions.length > 1) return 'endpoint';
  const derived = derivePlace(modelarts);
  const region = regions[0] ?? derived.region;
  if (region === '') return 'region';
  const { endpoints } = derived;
  return { region, endpoints: { modelarts, swr: swr ?? endpoints.swr, iam: iam ?? endpoints.iam } };
}

/** Returns the shortest text that {@link parseEndpoints} parses as this place; empty without custom endpoints. */
export function formatEndpoints({ region, endpoints }: Place): string {
  if (!endpoints) return '';
  const { modelarts, swr, iam } = endpoints;
  const derived = derivePlace(modelarts);
  const isDerived = derived.endpoints.swr === swr && derived.endpoints.iam === iam;
  return [modelarts, ...(isDerived ? [] : [swr, iam]), ...(derived.region === region ? [] : [region])].join(' ');
}
