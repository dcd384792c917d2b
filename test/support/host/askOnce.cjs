// Loads the two lazy bundles, lists the emulator's notebooks with the client, and prints the effects on the process.
const path = require('node:path');
const { snapshot } = require('./snapshot.cjs');

const dist = path.join(__dirname, '../../../dist');
const quiet = Object.fromEntries(['trace', 'debug', 'info', 'warn', 'error'].map((level) => [level, () => undefined]));
const clock = { now: Date.now, sleep: () => Promise.reject(new Error('There is nothing to wait for')) };

async function main() {
  const before = snapshot();
  const { startEmulator } = require(path.join(dist, 'emulator.js'));
  const { createTransport, createModelArtsClient } = require(path.join(dist, 'client.js'));
  const emulator = await startEmulator();
  const keys = { accessKey: emulator.accessKey, secretKey: emulator.secretKey, securityToken: undefined };
  const transport = createTransport({ timeoutMs: () => 10_000 });
  const client = createModelArtsClient({
    transport,
    endpoint: emulator.url,
    projectId: emulator.projectId,
    authenticator: { current: async () => ({ kind: 'keys', keys }), renewed: async () => undefined },
    language: 'en-us',
    clock,
    random: Math.random,
    log: quiet,
  });
  const { notebooks } = await client.readNotebooks({}, new AbortController().signal);
  await transport.close();
  await emulator.close();
  const files = Object.keys(require.cache).filter((file) => file.startsWith(dist));
  const report = {
    notebooks: notebooks.length,
    files: files.map((file) => path.basename(file)),
    before,
    after: snapshot(),
  };
  process.stdout.write(JSON.stringify(report));
}

main().catch((error) => {
  process.exitCode = 1;
  process.stderr.write(error.stack);
});
