import { expect, test } from 'vitest';
import { guessFrom, placeOfDomain } from '../../../src/connections/place';
import { readConnections } from '../../../src/connections/readConnections';

const OTC = {
  region: 'eu-de',
  endpoints: {
    modelarts: 'https://modelarts.eu-de.otc.t-systems.com',
    swr: 'https://swr-api.eu-de.otc.t-systems.com',
    iam: 'https://iam.eu-de.otc.t-systems.com',
  },
};

test.each(['eu-de.otc.t-systems.com', ' EU-DE.otc.t-systems.com '])('a cloud by region and domain: %j', (text) => {
  expect(placeOfDomain(text)).toEqual(OTC);
});

test.each([
  '',
  'eu-de',
  'example.com',
  'https://eu-de.otc.example',
  'a..b.c',
  'eu-de.otc.example/x',
  'eu_de.otc.example',
])('is not %j', (text) => expect(placeOfDomain(text)).toBeUndefined());

test('the address of ModelArts proposes those of the others, and the region', () => {
  expect(guessFrom('https://modelarts.eu-de.otc.t-systems.com/')).toEqual(OTC);
});

test.each([
  'http://127.0.0.1:8080',
  'https://ma.example.com',
  'https://modelarts.example.com',
  'https://modelarts.a.b.example/base',
])('the address %s, which follows no pattern, is proposed for all', (url) =>
  expect(guessFrom(url)).toEqual({ region: '', endpoints: { modelarts: url, swr: url, iam: url } }),
);

test('images of another cloud are pulled from its own registry', () => {
  const { connections } = readConnections([{ name: 'OTC', credentials: 'stored', ...OTC }]);
  expect(connections[0]?.endpoints.registry).toBe('swr.eu-de.otc.t-systems.com');
});
