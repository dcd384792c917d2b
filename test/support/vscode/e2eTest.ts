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

/**
 * Tests of the packaged extension in a real VS Code, connected to an emulator of its own. A file that starts from something else
 * makes a test of its own with `extend` (an `override` at the top of a file would reach the files after it, because they share a
 * worker), a `describe` has `override`: `connected: false` for a person who has just installed it, `settings`, `logLevel`,
 * `language`, `emulatorOptions`.
 */
export const test = windowTest
  .extend('packages', { scope: 'worker' }, [vsix])
  .extend('connected', true)
  .extend('settings', noSettings)
  .extend('logLevel', usual)
  .extend('language', english)
  .extend('emulatorOptions', ordinary)
  .extend('emulator', async ({ emulatorOptions }, { onCleanup }) => {
    const emulator = await startEmulator(emulatorOptions);
    onCleanup(() => emulator.close());
    return emulator;
  })
  .extend('codeOptions', ({ connected, settings, logLevel, language, emulator }): CodeServerOptions => {
    const connection = connected ? connectionTo(emulator) : { settings: {}, env: {} };
    return { ...connection, logLevel, language, settings: { ...connection.settings, ...settings } };
  });
