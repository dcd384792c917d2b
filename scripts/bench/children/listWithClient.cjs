const { fail, measure } = require('./listing.cjs');

const [, , file, service] = process.argv;
const { url, projectId, accessKey, secretKey } = JSON.parse(service);
const { createTransport, createModelArtsClient } = require(file);

const ignore = () => undefined;
const keys = { accessKey, secretKey, securityToken: undefined };
const transport = createTransport({ timeoutMs: () => 60_000 });
const client = createModelArtsClient({
  transport,
  endpoint: url,
  projectId,
  authenticator: { current: async () => ({ kind: 'keys', keys }), renewed: async () => undefined },
  language: 'en-us',
  clock: { now: Date.now, sleep: async () => undefined },
  random: Math.random,
  log: { trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore },
});

const { signal } = new AbortController();
const warmUp = () => client.listWorkspaces(signal);

measure(warmUp, async (onFirst) => {
  let kept = [];
  for await (const { notebooks } of client.streamNotebooks({}, signal)) {
    onFirst();
    kept = notebooks;
  }
  return kept;
}).then(() => transport.close(), fail);
