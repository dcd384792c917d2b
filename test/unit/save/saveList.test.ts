import { expect, test } from 'vitest';
import type { Save } from '../../../src/save/save';
import { SaveList } from '../../../src/save/saveList';
import { silentLogger } from '../../../src/util/logger';
import { aSave } from '../../support/builders';

function aList() {
  const list = new SaveList(silentLogger);
  const told: string[] = [];
  const tell = (what: string) => (save: Save) => void told.push(`${what} ${save.id}`);
  list.onDidChange(tell('changed'));
  list.onDidEnd(tell('ended'));
  list.onDidRemove(tell('removed'));
  return { list, told };
}

test('removing an unknown save fires no event', () => {
  const { list, told } = aList();
  list.remove('nothing');
  expect(told).toEqual([]);
});

test('ended saves are added without replacing saves in the list', () => {
  const { list, told } = aList();
  const present = aSave({ id: 'a', reference: 'present' });
  list.add(present);
  expect(list.addEnded([aSave({ id: 'a' }), aSave({ id: 'b' })])).toBe(true);
  expect(list.get('a')).toBe(present);
  expect(list.addEnded([aSave({ id: 'a' }), aSave({ id: 'b' })])).toBe(false);
  expect(told).toEqual([]);
});

test('updating a field outside the state fires a change but no end', () => {
  const { list, told } = aList();
  list.update(aSave({ id: 'a' }));
  list.record(aSave({ id: 'a' }));
  expect(told).toEqual(['changed a', 'changed a', 'ended a']);
});

test('of two saves requested at the same time the one added last is listed first', () => {
  const { list } = aList();
  for (const id of ['a', 'b']) list.add(aSave({ id }));
  list.add(aSave({ id: 'c', requestedAt: 1 }));
  expect(list.all.map(({ id }) => id)).toEqual(['b', 'a', 'c']);
});

test('a disposed list fires no events', () => {
  const { list, told } = aList();
  list.dispose();
  list.record(aSave({ id: 'a' }));
  list.remove('a');
  expect(told).toEqual([]);
});
