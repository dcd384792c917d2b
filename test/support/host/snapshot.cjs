const channels = require('node:diagnostics_channel');

const UNDICI_CHANNELS = [
  'undici:request:create',
  'undici:request:headers',
  'undici:request:trailers',
  'undici:request:error',
  'undici:client:sendHeaders',
  'undici:client:beforeConnect',
  'undici:client:connected',
  'undici:client:connectError',
];

/**
 * Returns the state that all extensions of a host share: globals, undici's dispatchers, and the listeners of the
 * process and of undici's diagnostics.
 */
exports.snapshot = () => ({
  globals: Reflect.ownKeys(globalThis).map(String).toSorted(),
  dispatchers: [1, 2].map((version) => typeof globalThis[Symbol.for(`undici.globalDispatcher.${version}`)]),
  processListeners: process.eventNames().map((name) => `${String(name)}: ${process.listenerCount(name)}`),
  diagnostics: UNDICI_CHANNELS.filter((name) => channels.channel(name).hasSubscribers),
});
