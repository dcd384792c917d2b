const { printFirstUse } = require('./printFirstUse.cjs');

const [, , file, endpoint] = process.argv;

const ignore = () => undefined;
const log = { trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore };
const keys = { accessKey: 'bench-access-key', secretKey: 'bench-secret-key', securityToken: undefined };

printFirstUse(() => {
  const { createTransport, createModelArtsClient } = require(file);
  const client = createModelArtsClient({
    transport: createTransport({ timeoutMs: () => 10_000 }),
    endpoint,
    projectId: 'bench',
    authenticator: { current: async () => ({ kind: 'keys', keys }), renewed: async () => undefined },
    language: 'en-us',
    clock: { now: Date.now, sleep: async () => undefined },
    random: Math.random,
    log,
  });
  const { signal } = new AbortController();
  return () => client.readNotebooks({}, signal);
});
