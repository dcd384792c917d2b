import { beforeEach, describe, expect, test, vi } from 'vitest';
import { ThemeIcon } from 'vscode';
import { askList, askPick, askToWait, type ListStep, type PickRow } from '../../../../src/ui/wizard/pickStep';
import { escapeRow } from '../../../../src/ui/wizard/quickInput';
import { settled } from '../../../support/manualClock';
import { leftovers, shownPick } from '../../../support/vscodeStub/look';
import { screen } from '../../../support/vscodeStub/screen';

vi.mock('vscode', () => import('../../../support/vscodeStub/index'));
beforeEach(() => screen.clear());

const step = { title: 'Fruit', placeholder: 'Select a fruit', step: 2, totalSteps: 3, back: true };
const rows: readonly PickRow<string>[] = [
  { label: 'apple', value: 'an apple' },
  { label: 'pear', value: 'a pear' },
  { label: 'plum', detail: 'Plums are not ripe.' },
];
const list: ListStep<PickRow<string>, string> = { ...step, rows, choose: (row) => row?.value };

describe('a pick step', () => {
  test('answers with the value of the row on which Enter is pressed', async () => {
    const answer = askPick<string>({ ...step, rows, isActive: (value) => value === 'a pear' });
    expect([shownPick().title, shownPick().step, shownPick().totalSteps]).toEqual(['Fruit', 2, 3]);
    shownPick().enter();
    expect(await answer).toEqual({ kind: 'next', value: 'a pear' });
    expect([screen.quickInput, leftovers()]).toEqual([undefined, []]);
  });

  test('shows the detail of a row without a value as the title and stays open', async () => {
    const answer = askPick<string>({ ...step, rows });
    shownPick().moveTo('plum');
    shownPick().enter();
    expect(shownPick().title).toBe('Plums are not ripe.');
    shownPick().back();
    expect(await answer).toEqual({ kind: 'back', value: undefined });
  });

  test('answers with the value of a row button', async () => {
    const eat = { iconPath: new ThemeIcon('star'), tooltip: 'Eat', value: 'eaten' };
    const answer = askPick<string>({ ...step, rows: [{ label: 'apple', value: 'an apple', buttons: [eat] }] });
    shownPick().pressItemButton('apple', 'Eat');
    expect(await answer).toEqual({ kind: 'next', value: 'eaten' });
  });

  test('has neither a step count nor Back when it is the only step', async () => {
    const answer = askPick<string>({ ...step, step: 1, totalSteps: 1, back: false, rows });
    expect([shownPick().step, shownPick().totalSteps, shownPick().buttons]).toEqual([undefined, undefined, []]);
    shownPick().lookElsewhere();
    shownPick().escape();
    expect(await answer).toEqual({ kind: 'cancelled' });
  });
});

describe('a list step', () => {
  test('answers with the value of a title button', async () => {
    const answer = askList({
      ...list,
      buttons: [{ iconPath: new ThemeIcon('star'), tooltip: 'Surprise me', value: 'any' }],
    });
    shownPick().press('Surprise me');
    expect(await answer).toEqual({ kind: 'next', value: 'any' });
  });

  test('redraws its rows for each typed text and passes the text to the answer', async () => {
    const answer = askList<PickRow<string>, string>({
      ...list,
      value: 'a',
      rows: (typed) => [{ label: `Search for ${typed}`, value: 'search' }],
      choose: (row, typed) => `${row?.value} ${typed}`,
    });
    expect(shownPick().labels).toEqual(['Search for a']);
    shownPick().type('ab ');
    expect(shownPick().labels).toEqual(['Search for ab ']);
    shownPick().enter();
    expect(await answer).toEqual({ kind: 'next', value: 'search ab' });
  });

  test('is busy until its rows are loaded', async () => {
    const late = Promise.withResolvers<void>();
    const answer = askList({
      ...list,
      rows: [],
      load: async (shown) => {
        await late.promise;
        shown.items = rows.map(escapeRow);
      },
    });
    expect([shownPick().busy, shownPick().labels]).toEqual([true, []]);
    late.resolve();
    await settled();
    expect([shownPick().busy, shownPick().labels]).toEqual([false, ['apple', 'pear', 'plum']]);
    shownPick().enter();
    expect(await answer).toEqual({ kind: 'next', value: 'an apple' });
  });

  test('rejects with the error of loading and closes', async () => {
    const answer = askList({ ...list, load: async () => Promise.reject(new Error('no rows')) });
    await expect(answer).rejects.toThrow('no rows');
    expect([screen.quickInput, leftovers()]).toEqual([undefined, []]);
  });
});

describe('a wait step', () => {
  test('answers with the result of its work', async () => {
    const work = Promise.withResolvers<string>();
    const answer = askToWait({ ...step, work: async () => work.promise });
    expect(shownPick().busy).toBe(true);
    work.resolve('done');
    expect(await answer).toEqual({ kind: 'next', value: 'done' });
    expect([screen.quickInput, leftovers()]).toEqual([undefined, []]);
  });

  test.each([
    ['Back', () => shownPick().back(), { kind: 'back', value: undefined }],
    ['Esc', () => shownPick().escape(), { kind: 'cancelled' }],
  ])('aborts its work on %s', async (_key, press, expected) => {
    const signals: AbortSignal[] = [];
    const answer = askToWait({
      ...step,
      work: async (signal) => {
        signals.push(signal);
        return new Promise<never>(() => undefined);
      },
    });
    press();
    expect(await answer).toEqual(expected);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });
});
