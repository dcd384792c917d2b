import { type Credentials, Keyring, type Login, randomText } from './auth/keyring';
import { Cloud } from './cloud';
import { Emulator } from './emulator';
import { EmulatorClock } from './emulatorClock';
import { findScenario } from './faults/scenarios';
import { Random } from './random';
import { seedWorld } from './world/seedWorld';
import { World } from './world/world';

/** Options of {@link startEmulator}. All are optional. */
export interface EmulatorOptions {
  /** 0 or undefined: a free port. */
  readonly port?: number | undefined;
  /** A name in `SCENARIOS`. Default: `happy`. */
  readonly scenario?: string | undefined;
  /** Divides the duration of saving, starting and stopping. The clock itself keeps real time. Must be above 0. */
  readonly speed?: number | undefined;
  /** Number of billed notebooks of the user. Default: one of each kind. */
  readonly notebooks?: number | undefined;
  /** Missing parts are generated. With a security token, the keys are temporary. */
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
  /** The same seed gives the same world. */
  readonly seed?: number | undefined;
  /** Delay of each response, in milliseconds of real time. */
  readonly latencyMs?: number | undefined;
  /** Target URL of the redirecting scenarios. */
  readonly redirectTo?: string | undefined;
  /** Lets other processes on this computer control the emulator below `/_emulator/`. For development and tests only. */
  readonly controlApi?: boolean | undefined;
  /** Accepted host names in addition to `127.0.0.1` and `localhost`. Requests for other hosts are rejected. */
  readonly hostNames?: readonly string[] | undefined;
  /** Returns the time, milliseconds since the epoch. Default: the clock of this computer. */
  readonly now?: (() => number) | undefined;
}

const UPPER_OR_DIGIT = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const LETTER_OR_DIGIT = `${UPPER_OR_DIGIT}abcdefghijklmnopqrstuvwxyz`;

/**
 * Starts a local ModelArts, SWR, and IAM at one origin of 127.0.0.1.
 *
 * @throws RangeError for an unknown scenario or an invalid speed or number; the system's error for a port in use
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
  // Port 9 ("discard") is never in use.
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

/** Generates keys in the format of the cloud. They are random at each start, so that no other program knows them. */
function credentialsOf({ credentials = {} }: EmulatorOptions): Credentials {
  return {
    accessKey: credentials.accessKey ?? randomText(UPPER_OR_DIGIT, 20),
    secretKey: credentials.secretKey ?? randomText(LETTER_OR_DIGIT, 40),
    securityToken: credentials.securityToken,
    login: credentials.login ?? {
      domain: 'demo-account',
      user: 'demo-user',
      password: randomText(LETTER_OR_DIGIT, 16),
    },
  };
}
