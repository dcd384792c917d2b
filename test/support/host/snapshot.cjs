const channels = require('node:diagnostics_channel');

const UNDICI = [
  'request:create',
  'request:headers',
  'request:trailers',
  'request:error',
  'client:sendHeaders',
  'client:beforeConnect',
  'client:connected',
  'client:connectError',
];

/** What all extensions of a host share: globals, listeners of the process, listeners of undici's diagnostics. */
exports.snapshot = () => ({
  globals: Reflect.ownKeys(globalThis).map(String).sort(),
  dispatchers: [1, 2].map((version) => typeof globalThis[Symbol.for(`undici.globalDispatcher.${version}`)]),
  processListeners: process
    .eventNames()
    .map((name) => `${String(name)}:${process.listenerCount(name)}`)
    .sort(),
  diagnostics: UNDICI.filter((name) => channels.channel(`undici:${name}`).hasSubscribers),
});
