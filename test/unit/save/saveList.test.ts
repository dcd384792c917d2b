import { expect, test } from 'vitest';
import type { Save } from '../../../src/save/save';
import { SaveList } from '../../../src/save/saveList';
import { silentLogger } from '../../../src/util/logger';
import { aSave } from '../../support/builders';

function recordedList() {
  const list = new SaveList(silentLogger);
  const events: string[] = [];
  const record = (event: string) => (save: Save) => void events.push(`${event} ${save.id}`);
  list.onDidChange(record('changed'));
  list.onDidEnd(record('ended'));
  list.onDidRemove(record('removed'));
  return { list, events };
}

test('removing an unknown save fires no event', () => {
  const { list, events } = recordedList();
  list.remove('nothing');
  expect(events).toEqual([]);
});

test('ended saves are added without replacing saves in the list', () => {
  const { list, events } = recordedList();
  const present = aSave({ id: 'a', reference: 'present' });
  list.add(present);
  expect(list.addEnded([aSave({ id: 'a' }), aSave({ id: 'b' })])).toBe(true);
  expect(list.get('a')).toBe(present);
  expect(list.addEnded([aSave({ id: 'a' }), aSave({ id: 'b' })])).toBe(false);
  expect(events).toEqual([]);
});

test('updating a field outside the state fires a change but no end', () => {
  const { list, events } = recordedList();
  list.update(aSave({ id: 'a' }));
  list.record(aSave({ id: 'a' }));
  expect(events).toEqual(['changed a', 'changed a', 'ended a']);
});

test('of two saves requested at the same time the one added last is listed first', () => {
  const { list } = recordedList();
  for (const id of ['a', 'b']) list.add(aSave({ id }));
  list.add(aSave({ id: 'c', requestedAt: 1 }));
  expect(list.all.map(({ id }) => id)).toEqual(['b', 'a', 'c']);
});

test('a disposed list fires no events', () => {
  const { list, events } = recordedList();
  list.dispose();
  list.record(aSave({ id: 'a' }));
  list.remove('a');
  expect(events).toEqual([]);
});
