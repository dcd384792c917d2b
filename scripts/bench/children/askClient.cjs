const ignore = () => undefined;
const log = { trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore };
const keys = { accessKey: 'bench-access-key', secretKey: 'bench-secret-key', securityToken: undefined };

/** Loads the client from `file` and returns a function that lists the notebooks of the service at `endpoint`. */
exports.asking = (file, endpoint) => {
  const { createTransport, createModelArtsClient } = require(file);
  const client = createModelArtsClient({
    transport: createTransport({ timeoutMs: () => 60_000 }),
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
};
