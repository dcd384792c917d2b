import { describe, expect, test } from 'vitest';
import { derivePlace, formatEndpoints, parseDomain, parseEndpoints } from '../../../src/connections/place';
import { readConnections } from '../../../src/connections/readConnections';

const OTC = {
  region: 'eu-de',
  endpoints: {
    modelarts: 'https://modelarts.eu-de.otc.t-systems.com',
    swr: 'https://swr-api.eu-de.otc.t-systems.com',
    iam: 'https://iam.eu-de.otc.t-systems.com',
  },
};

test.each([
  'eu-de.otc.t-systems.com',
  ' EU-DE.otc.t-systems.com ',
  'eu-de.otc.t-systems.com.',
  'https://eu-de.otc.t-systems.com',
  'https://modelarts.eu-de.otc.t-systems.com/',
  'https://modelarts.eu-de.otc.t-systems.com/v1/0123/notebooks?limit=1#top',
  'modelarts.eu-de.otc.t-systems.com',
  'HTTPS://IAM.eu-de.otc.t-systems.com:443/v3',
  'iam.eu-de.otc.t-systems.com/v3',
  'https://swr-api.eu-de.otc.t-systems.com',
  'http://swr.eu-de.otc.t-systems.com/organization/image',
])('parseDomain accepts a region with a domain, or the URL of a service: %j', (text) => {
  expect(parseDomain(text)).toEqual(OTC);
});

test.each([
  '',
  'eu-de',
  'example.com',
  'https://',
  'https://user@eu-de.otc.example',
  'https://eu-de.otc.example:8443',
  'https://console.otc.t-systems.com/modelarts',
  'www.otc.t-systems.com',
  'modelarts.example.com',
  'https://otc.t-systems.com',
  'https://modelarts.otc.t-systems.com',
  'ftp://eu-de.otc.example',
  `eu-de.${'a.'.repeat(130)}example`,
  'a..b.c',
  'eu_de.otc.example',
])('parseDomain rejects %j', (text) => expect(parseDomain(text)).toBeUndefined());

test.each(['https://modelarts.eu-de.otc.t-systems.com/', 'https://modelarts.eu-de.otc.t-systems.com/v1'])(
  'derivePlace derives region, SWR and IAM from the ModelArts URL %s',
  (address) => expect(derivePlace(address)).toEqual(OTC),
);

test.each([
  'http://127.0.0.1:8080',
  'https://ma.example.com',
  'https://modelarts.example.com',
  'https://modelarts.a.b.example/base',
])('derivePlace uses %s for all services when the host follows no pattern', (url) =>
  expect(derivePlace(url)).toEqual({ region: '', endpoints: { modelarts: url, swr: url, iam: url } }),
);

test.each(['', '/v2'])('another cloud’s registry host is derived from its SWR endpoint (%j)', (version) => {
  const endpoints = { ...OTC.endpoints, swr: OTC.endpoints.swr + version };
  const { connections } = readConnections([{ name: 'OTC', credentials: 'stored', ...OTC, endpoints }]);
  expect(connections[0]?.endpoints.registry).toBe('swr.eu-de.otc.t-systems.com');
});

const OWN = 'https://ma.example.com';

describe('parseEndpoints', () => {
  test.each([
    ['https://modelarts.eu-de.otc.t-systems.com', OTC.region, OTC.endpoints],
    ['https://modelarts.eu-de.otc.t-systems.com eu-nl', 'eu-nl', OTC.endpoints],
    [`${OWN} eu-de`, 'eu-de', { modelarts: OWN, swr: OWN, iam: OWN }],
    [`${OWN} https://swr.example.com eu-de`, 'eu-de', { modelarts: OWN, swr: 'https://swr.example.com', iam: OWN }],
    [`eu-de ${OWN} ${OWN}/swr ${OWN}/iam`, 'eu-de', { modelarts: OWN, swr: `${OWN}/swr`, iam: `${OWN}/iam` }],
  ])('%j is parsed, and formatEndpoints returns a text with the same result', (text, region, endpoints) => {
    const place = { region, endpoints };
    expect(parseEndpoints(text)).toEqual(place);
    expect(parseEndpoints(formatEndpoints(place))).toEqual(place);
  });

  test.each([
    ['', 'endpoint'],
    ['eu-de', 'endpoint'],
    ['ma.example.com eu-de', 'endpoint'],
    [`${OWN} http://swr.example.com eu-de`, 'endpoint'],
    [`${OWN} ${OWN} ${OWN} ${OWN} eu-de`, 'endpoint'],
    [`${OWN} eu-de eu-nl`, 'endpoint'],
    [OWN, 'region'],
  ])('%j is rejected because of the invalid part: %s', (text, fault) => expect(parseEndpoints(text)).toBe(fault));
});
