import type { Credentials } from './auth/credentials';
import { Keyring, type Login } from './auth/keyring';
import { secretText } from './auth/secretText';
import { Cloud } from './cloud';
import { Emulator } from './emulator';
import { EmulatorClock } from './emulatorClock';
import { findScenario } from './faults/scenarios';
import { Random } from './random';
import { seedWorld } from './world/seedWorld';
import { World } from './world/world';

export interface EmulatorOptions {
  /** 0 or undefined = a free one. */
  readonly port?: number | undefined;
  /** A name of `SCENARIOS`; undefined = `happy`. */
  readonly scenario?: string | undefined;
  /** Saving, starting and stopping take so many times less; the clock itself keeps real time. Above 0. */
  readonly speed?: number | undefined;
  /** How many billed notebooks the account's user has; undefined = one of every kind worth seeing. */
  readonly notebooks?: number | undefined;
  /** Undefined parts are made up. With a security token the keys are temporary ones. */
  readonly credentials?:
    | {
        readonly accessKey?: string;
        readonly secretKey?: string;
        readonly securityToken?: string;
        readonly login?: Login;
      }
    | undefined;
  readonly projectId?: string | undefined;
  readonly region?: string | undefined;
  /** Same seed, same world. */
  readonly seed?: number | undefined;
  /** Real milliseconds that every answer is kept back. */
  readonly latencyMs?: number | undefined;
  /** Where the redirecting scenarios lead. */
  readonly redirectTo?: string | undefined;
  /** Lets other processes of this computer steer it, below `/_emulator/`: for development and tests alone. */
  readonly controlApi?: boolean | undefined;
  /** Names by which it may be asked, beside `127.0.0.1` and `localhost`; requests for others are refused. */
  readonly hostNames?: readonly string[] | undefined;
  /** Where time comes from, milliseconds since the epoch; undefined = this machine's clock. */
  readonly now?: (() => number) | undefined;
}

const UPPER_OR_DIGIT = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const LETTER_OR_DIGIT = `${UPPER_OR_DIGIT}abcdefghijklmnopqrstuvwxyz`;

/**
 * Starts a local ModelArts, SWR and IAM at one origin of 127.0.0.1.
 *
 * @throws RangeError for a scenario, speed or number that there is not; the system's error for a port that is taken
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { speed = 1, notebooks, scenario = 'happy', now = () => Date.now(), latencyMs = 0, port = 0 } = options;
  const { controlApi = false, hostNames = [] } = options;
  if (notebooks !== undefined && !(Number.isInteger(notebooks) && notebooks >= 0)) {
    throw new RangeError(`The number of notebooks must be 0 or more, not ${notebooks}`);
  }
  findScenario(scenario);
  const random = new Random(options.seed ?? 1);
  const world = emptyWorld(options, random, now, speed);
  seedWorld(world, notebooks);
  const credentials = credentialsOf(options);
  const keyring = new Keyring();
  keyring.addKey({ ...credentials, owner: world.me });
  const cloud = new Cloud(world, keyring, credentials.login);
  // Port 9 is "discard": nobody listens there.
  const redirectTo = options.redirectTo ?? 'http://127.0.0.1:9/elsewhere';
  const served = { port, latencyMs, controlApi, hostNames, redirectTo };
  const emulator = new Emulator({ ...served, world, keyring, cloud, credentials, scenario });
  await emulator.open();
  return emulator;
}

function emptyWorld(options: EmulatorOptions, random: Random, now: () => number, speed: number): World {
  const projectId = options.projectId ?? random.hex(32);
  const me = { id: random.hex(32), name: 'demo-user' };
  const clock = new EmulatorClock(now);
  return new World({ clock, random, region: options.region ?? 'cn-north-4', projectId, me, speed });
}

/** Keys look as the cloud's do. They are random at each start, so that no other program can know them. */
function credentialsOf({ credentials = {} }: EmulatorOptions): Credentials {
  return {
    accessKey: credentials.accessKey ?? secretText(UPPER_OR_DIGIT, 20),
    secretKey: credentials.secretKey ?? secretText(LETTER_OR_DIGIT, 40),
    securityToken: credentials.securityToken,
    login: credentials.login ?? {
      domain: 'demo-account',
      user: 'demo-user',
      password: secretText(LETTER_OR_DIGIT, 16),
    },
  };
}
