import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { SharedPolling } from '../../../src/save/pollImage';
import { anImage } from '../../support/builders';
import { ManualClock } from '../../support/manualClock';
import { ScriptedSource } from '../../support/scriptedSource';

const never = new AbortController().signal;

/** Creates a polling group of one connection on a scripted service. */
function followers() {
  const source = new ScriptedSource(new ManualClock(), 'CREATING');
  const polling = new SharedPolling();
  const subscribe = (connection = 'Work') => polling.subscribe(connection, source, never);
  /** Subscribes and polls once, so that the group knows the image. */
  const subscribeAndPoll = async (id: string, connection?: string) => {
    const subscription = subscribe(connection);
    await subscription.service.getImage(id, never);
    return subscription;
  };
  return { source, subscribe, subscribeAndPoll };
}

test('a single follower polls its image individually', async () => {
  const { source, subscribeAndPoll } = followers();
  await subscribeAndPoll('a');
  await subscribeAndPoll('b', 'another connection');
  expect([source.polls.length, source.lists.length]).toEqual([2, 0]);
});

test('concurrent polls share one list request, whose images are reported to the other followers', async () => {
  const { source, subscribeAndPoll } = followers();
  source.listed = ['a', 'b', 'c', 'other'].map((id) => anImage({ id }));
  const [a, b, c] = [await subscribeAndPoll('a'), await subscribeAndPoll('b'), await subscribeAndPoll('c')];
  const shown: string[] = [];
  c.seenByOthers(({ id }) => shown.push(id));
  const lists = source.lists.length;
  const images = await Promise.all([a.service.getImage('a', never), b.service.getImage('b', never)]);
  expect(images.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(source.lists.length - lists).toBe(1);
  expect(shown).toEqual(['a', 'b', 'c']);
});

test('a follower that joins after another has left shares with the remaining ones', async () => {
  const { source, subscribeAndPoll } = followers();
  source.listed = ['a', 'b', 'c'].map((id) => anImage({ id }));
  const [a, b] = [await subscribeAndPoll('a'), await subscribeAndPoll('b')];
  a.unsubscribe();
  await subscribeAndPoll('c');
  const polls = source.polls.length;
  await b.service.getImage('b', never);
  expect(source.polls).toHaveLength(polls);
});

test('the last remaining follower polls its image individually again', async () => {
  const { source, subscribeAndPoll } = followers();
  source.listed = ['a', 'b'].map((id) => anImage({ id }));
  const [a, b] = [await subscribeAndPoll('a'), await subscribeAndPoll('b')];
  a.unsubscribe();
  const lists = source.lists.length;
  await b.service.getImage('b', never);
  expect(source.lists).toHaveLength(lists);
});

test('a failed list is requested again at the next poll', async () => {
  const { source, subscribeAndPoll } = followers();
  source.listed = ['a', 'b'].map((id) => anImage({ id }));
  const [a] = [await subscribeAndPoll('a'), await subscribeAndPoll('b')];
  source.listed = new Error('busy');
  await expect(a.service.getImage('a', never)).rejects.toThrow('busy');
  source.listed = [anImage({ id: 'a', statusMessage: 'Pushing' })];
  expect(await a.service.getImage('a', never)).toMatchObject({ statusMessage: 'Pushing' });
});

test('an aborted poll rejects at once', async () => {
  const { source, subscribeAndPoll } = followers();
  source.listed = ['a', 'b'].map((id) => anImage({ id }));
  const [a] = [await subscribeAndPoll('a'), await subscribeAndPoll('b')];
  source.findImages = () => new Promise(() => undefined);
  await expect(a.service.getImage('a', AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  const stop = new AbortController();
  const looking = a.service.getImage('a', stop.signal);
  stop.abort(new Error('stopped'));
  await expect(looking).rejects.toThrow('stopped');
});

test('a completed poll leaves no listener on its signal', async () => {
  const { source, subscribeAndPoll } = followers();
  source.listed = ['a', 'b'].map((id) => anImage({ id }));
  const [a] = [await subscribeAndPoll('a'), await subscribeAndPoll('b')];
  const { signal } = new AbortController();
  await a.service.getImage('a', signal);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});
