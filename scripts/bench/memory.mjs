import { once } from 'node:events';
import http from 'node:http';
import path from 'node:path';
import { coldRuns } from './coldRuns.mjs';
import { short } from './figure.mjs';
import { vendorSdk } from './peers.mjs';

const children = path.join(import.meta.dirname, 'children');
const client = path.join(import.meta.dirname, '../../dist/client.js');
const MEGABYTE = Buffer.alloc(1_000_000, 0x20);
const MEGABYTES = 300;

/** R4: peak memory of a process, including Node itself, while it receives a response of 300 MB. */
export async function* memory() {
  const sdk = await vendorSdk();
  const server = http.createServer((_request, response) => pour(response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${server.address().port}`;
  const programs = {
    ours: [path.join(children, 'hugeAnswer.cjs'), 'askClient', client, url],
    theirs: [path.join(children, 'hugeAnswer.cjs'), 'askSdk', sdk, url],
  };
  try {
    const { ours, theirs } = await coldRuns(programs, {}, 3);
    const beside = `vendor's SDK ${short(theirs)} MB: × ${short(ours / theirs)}`;
    yield { id: 'R4', what: 'resident memory, 300 MB response', value: ours, unit: 'MB', budget: 120, beside };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function pour(response) {
  let left = MEGABYTES;
  response.setHeader('content-type', 'application/json');
  response.on('error', () => undefined);
  const more = () => {
    while (left > 0) {
      left -= 1;
      if (!response.write(MEGABYTE)) {
        response.once('drain', more);
        return;
      }
    }
    response.end();
  };
  more();
}
