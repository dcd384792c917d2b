import { once } from 'node:events';
import http from 'node:http';
import path from 'node:path';
import { coldRuns } from './coldRuns.mjs';
import { short } from './figure.mjs';
import { vendorSdk } from './peers.mjs';

const client = path.join(import.meta.dirname, '../../dist/client.js');
const children = path.join(import.meta.dirname, 'children');
const page = JSON.stringify({ data: [], total: 0, current: 0, pages: 0, size: 50 });

/** P6: extra time of the first request over later ones, for loading and setting up the client. */
export async function* firstUse() {
  const sdk = await vendorSdk();
  const server = http.createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end(page);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${server.address().port}`;
  try {
    const { ours, theirs } = await coldRuns({
      ours: [path.join(children, 'firstUse.cjs'), 'askClient', client, url],
      theirs: [path.join(children, 'firstUse.cjs'), 'askSdk', sdk, url],
    });
    const beside = `vendor's SDK ${short(theirs)} ms: × ${short(ours / theirs)}`;
    yield {
      id: 'P6',
      what: 'load the client, complete one request',
      value: ours,
      unit: 'ms',
      drifts: true,
      budget: 20,
      beside,
    };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
