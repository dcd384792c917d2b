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

test('a save that is not there cannot be removed, and nobody is told', () => {
  const { list, told } = aList();
  list.remove('nothing');
  expect(told).toEqual([]);
});

test('saves that ended join those that are there, and take the place of none', () => {
  const { list, told } = aList();
  const present = aSave({ id: 'a', reference: 'present' });
  list.add(present);
  expect(list.addEnded([aSave({ id: 'a' }), aSave({ id: 'b' })])).toBe(true);
  expect(list.get('a')).toBe(present);
  expect(list.addEnded([aSave({ id: 'a' }), aSave({ id: 'b' })])).toBe(false);
  expect(told).toEqual([]);
});

test('a fact beside the state is a change, and no end', () => {
  const { list, told } = aList();
  list.update(aSave({ id: 'a' }));
  list.record(aSave({ id: 'a' }));
  expect(told).toEqual(['changed a', 'changed a', 'ended a']);
});

test('of two saves asked for at the same moment the one that came last is first', () => {
  const { list } = aList();
  for (const id of ['a', 'b']) list.add(aSave({ id }));
  list.add(aSave({ id: 'c', requestedAt: 1 }));
  expect(list.all.map(({ id }) => id)).toEqual(['b', 'a', 'c']);
});

test('whose end it is tells nobody anything any more', () => {
  const { list, told } = aList();
  list.dispose();
  list.record(aSave({ id: 'a' }));
  list.remove('a');
  expect(told).toEqual([]);
});
