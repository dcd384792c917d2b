import { once } from 'node:events';
import net, { type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';

/** An address that lets connections wait: its queue is full, and the system drops what else arrives. */
export interface SlowAddress {
  readonly port: number;
  /** Takes the connections that wait. The system repeats the attempts of the others after about a second. */
  answer(): void;
  close(): Promise<void>;
}

/** Accepts connections as soon as it is woken, and answers every request with `{}`. */
const SERVER = `
  const { parentPort, workerData } = require('node:worker_threads');
  const net = require('node:net');
  const { host, port, gate } = workerData;
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => socket.write('HTTP/1.1 200 OK\\r\\ncontent-length: 2\\r\\n\\r\\n{}'));
  });
  server.listen({ host, port, backlog: 1 }, () => {
    parentPort.postMessage(server.address().port);
    Atomics.wait(gate, 0, 0);
  });`;

/** @param port 0 = a free one */
export async function slowAddress(host: string, port = 0): Promise<SlowAddress> {
  const gate = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(SERVER, { eval: true, workerData: { host, port, gate } });
  const [listening] = (await once(worker, 'message')) as [number];
  const filling: Socket[] = [];
  for (let count = 0; count < 2; count += 1) {
    const socket = net.connect(listening, host);
    socket.on('error', () => undefined);
    filling.push(socket);
    await once(socket, 'connect');
  }
  const answer = (): void => {
    Atomics.store(gate, 0, 1);
    Atomics.notify(gate, 0);
  };
  return {
    port: listening,
    answer,
    async close() {
      answer();
      for (const socket of filling) socket.destroy();
      await worker.terminate();
    },
  };
}
