import { describe, expect, test } from 'vitest';
import type { Notebook } from '../../../../../src/model/notebook';
import type { SshEndpoint } from '../../../../../src/model/sshEndpoint';
import { CurrentNotebook } from '../../../../../src/ui/saves/flow/currentNotebook';
import { silentLogger } from '../../../../../src/util/logger';
import { aNotebook, aRefusal, someDetails } from '../../../../support/builders';

const ENDPOINT: SshEndpoint = { host: 'dev-modelarts.example.com', port: 31205, user: undefined };
const NEVER = new AbortController().signal;

/** A service with a port per notebook; a notebook with the port `undefined` cannot be read. */
function service(ports: Readonly<Record<string, number | undefined>>) {
  const asked: string[] = [];
  const most = { now: 0, ever: 0 };
  return {
    asked,
    most,
    async getNotebook(id: string) {
      asked.push(id);
      most.now += 1;
      most.ever = Math.max(most.ever, most.now);
      await new Promise(setImmediate);
      most.now -= 1;
      const port = ports[id];
      if (port === undefined) throw aRefusal();
      return someDetails({ id, sshUri: `ssh://ma-user@Dev-ModelArts.example.com:${port}` });
    },
  };
}

const currentNotebook = (
  client: ReturnType<typeof service>,
  endpoint: SshEndpoint | undefined = ENDPOINT,
): CurrentNotebook =>
  new CurrentNotebook({ client, windowEndpoint: () => Promise.resolve(endpoint), log: silentLogger });

const running = (...ids: readonly string[]): readonly Notebook[] => ids.map((id) => aNotebook({ id, name: id }));

describe('the notebook this window is connected to', () => {
  test('is the running one with the SSH host and port of the window', async () => {
    const client = service({ other: 31204, mine: 31205 });
    const found = currentNotebook(client);
    const others = [aNotebook({ id: 'asleep', status: 'STOPPED' }), aNotebook({ id: 'browserOnly', ssh: false })];
    await found.search([...others, ...running('other', 'mine')], NEVER);
    expect(found.id).toBe('mine');
    expect(client.asked).toEqual(['other', 'mine']);
  });

  test('is not searched for in a window without an SSH connection', async () => {
    const client = service({ mine: 31205 });
    const found = new CurrentNotebook({ client, windowEndpoint: async () => undefined, log: silentLogger });
    await found.search(running('mine'), NEVER);
    expect([found.id, client.asked]).toEqual([undefined, []]);
  });

  test('is found despite unreadable notebooks, and the search then stops', async () => {
    const client = service({ hidden: undefined, mine: 31205 });
    const found = currentNotebook(client);
    await found.search(running('hidden', 'mine'), NEVER);
    await found.search(running('later'), NEVER);
    expect([found.id, client.asked]).toEqual(['mine', ['hidden', 'mine']]);
  });

  test('is searched for with four requests at a time among the first forty notebooks', async () => {
    const ids = Array.from({ length: 100 }, (_each, index) => `nb-${index}`);
    const client = service(Object.fromEntries(ids.map((id) => [id, 22])));
    const found = currentNotebook(client);
    await found.search(running(...ids.slice(0, 30)), NEVER);
    await found.search(running(...ids.slice(30)), NEVER);
    expect([found.id, client.asked, client.most.ever]).toEqual([undefined, ids.slice(0, 40), 4]);
  });

  test('is not searched for after the flow has ended', async () => {
    const client = service({});
    const closed = new AbortController();
    const found = currentNotebook(client);
    const searching = found.search(running('a', 'b', 'c', 'd', 'e', 'f'), closed.signal);
    closed.abort();
    await searching;
    expect(client.asked.length).toBeLessThanOrEqual(4);
  });
});
