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

/**
 * A cloud of the same kind by region and domain in one, e.g. `eu-de.otc.t-systems.com`: its services answer by the
 * vendor's pattern. Undefined for text that is no such name.
 */
export function placeOfDomain(text: string): Place | undefined {
  const host = text.trim().toLowerCase();
  const [region = '', ...domain] = host.split('.');
  const labels = [region, ...domain];
  if (domain.length < 2 || !REGION_ID.test(region) || labels.some((label) => !/^[a-z0-9-]+$/.test(label))) {
    return undefined;
  }
  const endpoints = {
    modelarts: `https://modelarts.${host}`,
    swr: `https://swr-api.${host}`,
    iam: `https://iam.${host}`,
  };
  return { region, endpoints };
}

/** What the address of ModelArts suggests for those of SWR and IAM, and for the region: the same host where it follows no pattern. */
export function guessFrom(modelarts: string): Place {
  const endpoint = allowedEndpoint(modelarts) ?? modelarts;
  const [, host] = /^https:\/\/modelarts\.([^/]+)$/.exec(endpoint) ?? [];
  const same = { region: '', endpoints: { modelarts: endpoint, swr: endpoint, iam: endpoint } };
  return (host === undefined ? undefined : placeOfDomain(host)) ?? same;
}
