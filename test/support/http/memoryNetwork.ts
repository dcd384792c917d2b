import type { Socket } from 'node:net';
import { Network } from '../../../src/api/network/network';
import { DEFAULT_NETWORK_SETTINGS } from '../../../src/api/network/networkSettings';
import { systemClock } from '../../../src/util/clock';
import { silentLogger } from '../../../src/util/logger';
import { MemorySocket } from './memorySocket';

/** A network whose every connection answers with these pieces, one segment each, and then hangs up. */
export class MemoryNetwork extends Network {
  constructor(private readonly pieces: readonly (Uint8Array | string)[]) {
    super({ settings: () => DEFAULT_NETWORK_SETTINGS, environment: {}, clock: systemClock, log: silentLogger });
  }

  override async connect(): Promise<Socket> {
    return new MemorySocket(this.pieces);
  }
}
