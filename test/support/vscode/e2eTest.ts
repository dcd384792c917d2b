import path from 'node:path';
import { type EmulatorOptions, startEmulator } from '../../../src/emulator/index';
import type { CodeServerOptions } from './codeServer';
import { connectionTo } from './connectionTo';
import { windowTest } from './windowTest';

const vsix = path.join(import.meta.dirname, '../../../dist/modelarts-notebook-images.vsix');
const noSettings: Readonly<Record<string, unknown>> = {};
const usual = 'info' as NonNullable<CodeServerOptions['logLevel']>;
const ordinary: EmulatorOptions = {};
const english = undefined as CodeServerOptions['language'];

/** Keys that every emulator here accepts, since the variables of a server stay the same from test to test. */
const keys = { accessKey: 'TESTKEY0TESTKEY0TEST', secretKey: 'secret0key0of0the0tests0secret0key0of0te' };

let tests = 0;

/**
 * Tests of the packaged extension in a real VS Code, connected to an emulator of its own. The options, for `extend` in a file and
 * `override` in a `describe` (one at the top of a file would reach the files after it, which share a worker): `connected: false`
 * for a user who has just installed it, `settings`, `emulatorOptions`; and with `fresh: true` also `codeOptions` and `logLevel`.
 */
export const test = windowTest
  .extend('packages', { scope: 'worker' }, [vsix])
  .extend('language', { scope: 'worker' }, english)
  .override(
    'sharedOptions',
    ({ language }): CodeServerOptions => ({
      language,
      env: { HUAWEICLOUD_SDK_AK: keys.accessKey, HUAWEICLOUD_SDK_SK: keys.secretKey },
    }),
  )
  .extend('connected', true)
  .extend('userSettings', noSettings)
  .extend('logLevel', usual)
  .extend('emulatorOptions', ordinary)
  .extend('emulator', async ({ emulatorOptions }, { onCleanup }) => {
    const emulator = await startEmulator({ credentials: keys, ...emulatorOptions });
    onCleanup(() => emulator.close());
    return emulator;
  })
  // What the extension remembers of a connection, it remembers by its name.
  .extend('connection', ({ connected, emulator }) =>
    connected ? connectionTo(emulator, `Test ${(tests += 1)}`) : { settings: {}, env: {} },
  )
  .override('settings', ({ connection, userSettings }) => ({ ...connection.settings, ...userSettings }))
  .override(
    'codeOptions',
    ({ connection, logLevel, language }): CodeServerOptions => ({ env: connection.env, logLevel, language }),
  );
