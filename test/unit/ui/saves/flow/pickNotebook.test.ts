import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Notebook } from '../../../../../src/model/notebook';
import { type CurrentNotebookSearch, pickNotebook } from '../../../../../src/ui/saves/flow/pickNotebook';
import type { Answer } from '../../../../../src/ui/wizard/answer';
import { aNotebook } from '../../../../support/builders';
import { settled } from '../../../../support/manualClock';
import { leftovers, shownPick } from '../../../../support/vscodeStub/look';
import { screen } from '../../../../support/vscodeStub/screen';
import { hostileText } from '../../hostileText';

vi.mock('vscode', () => import('../../../../support/vscodeStub/index'));
beforeEach(() => screen.clear());

/** A list whose pages tests release. */
class Pages {
  #deliver: (page: readonly Notebook[] | undefined) => void = () => undefined;
  #fail: (error: Error) => void = () => undefined;

  async page(...notebooks: readonly Notebook[]): Promise<void> {
    this.#deliver(notebooks);
    await settled();
  }

  async end(): Promise<void> {
    this.#deliver(undefined);
    await settled();
  }

  async fail(error: Error): Promise<void> {
    this.#fail(error);
    await settled();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<{ readonly notebooks: readonly Notebook[] }, void> {
    for (;;) {
      const notebooks = await new Promise<readonly Notebook[] | undefined>((resolve, reject) => {
        this.#deliver = resolve;
        this.#fail = reject;
      });
      if (!notebooks) return;
      yield { notebooks };
    }
  }
}

const NOWHERE: CurrentNotebookSearch = { id: undefined, search: () => Promise.resolve() };

const pick = (pages: Pages, currentNotebook = NOWHERE, preferredId?: string): Promise<Answer<Notebook>> =>
  pickNotebook({ title: 'Notebook', step: 1, totalSteps: 5, pages, currentNotebook, preferredId });

/** Finds the notebook of the window when tests release it. */
class SlowSearch implements CurrentNotebookSearch {
  id: string | undefined;
  found: (id: string | undefined) => void = () => undefined;

  search(): Promise<void> {
    return new Promise((resolve) => {
      this.found = (id) => {
        this.id = id;
        resolve();
      };
    });
  }
}

const named = (name: string, overrides: Partial<Notebook> = {}): Notebook =>
  aNotebook({ id: `id-of-${name}`, name, ...overrides });

describe('picking a notebook', () => {
  test('shows the first page at once and is busy until the last one', async () => {
    const pages = new Pages();
    const picked = pick(pages);
    expect([shownPick().busy, shownPick().labels]).toEqual([true, []]);
    await pages.page(named('one'));
    expect([shownPick().busy, shownPick().labels]).toEqual([true, ['$(vm-running) one']]);
    await pages.page(named('two'), named('three'));
    await pages.end();
    expect(shownPick().busy).toBe(false);
    expect(shownPick().labels).toEqual(['$(vm-running) one', '$(vm-running) two', '$(vm-running) three']);
    shownPick().escape();
    await picked;
  });

  test('resolves with the chosen notebook and disposes everything', async () => {
    const pages = new Pages();
    const picked = pick(pages);
    await pages.page(named('one'), named('two'));
    shownPick().moveTo('two');
    shownPick().enter();
    expect(await picked).toEqual({ kind: 'next', value: named('two') });
    expect([screen.quickInput, leftovers()]).toEqual([undefined, []]);
  });

  test('lists running notebooks first and notebooks that cannot be saved last with the reason', async () => {
    const pages = new Pages();
    const picked = pick(pages);
    await pages.page(
      named('broke', { status: 'FROZEN' }),
      named('asleep', { status: 'STOPPED' }),
      named('rising', { status: 'STARTING' }),
      named('busy', { status: 'SNAPSHOTTING' }),
      named('awake'),
    );
    expect(shownPick().labels).toEqual([
      '$(vm-running) awake',
      '-- Not running',
      '$(vm-outline) asleep',
      '$(vm-outline) rising',
      '$(vm-outline) busy',
      "-- Can't be saved now",
      '$(circle-slash) broke',
    ]);
    expect(shownPick().row('awake').description).toBe('Running · modelarts.vm.cpu.2u');
    expect(shownPick().row('asleep').description).toMatch(/^Stopped .* can be started and saved$/);
    expect(shownPick().row('rising').description).toMatch(/^Starting .* can be saved when running$/);
    expect(shownPick().row('busy').description).toMatch(/^Saving image .* save can be followed$/);
    expect(shownPick().row('broke').description).toContain('is frozen');
    shownPick().escape();
    await picked;
  });

  test('lists the notebook of this window first once it is found', async () => {
    const pages = new Pages();
    const currentNotebook = new SlowSearch();
    const picked = pick(pages, currentNotebook);
    await pages.page(named('awake'), named('here'));
    await pages.end();
    expect([shownPick().busy, shownPick().labels]).toEqual([true, ['$(vm-running) awake', '$(vm-running) here']]);
    currentNotebook.found('id-of-here');
    await settled();
    expect(shownPick().busy).toBe(false);
    expect(shownPick().labels).toEqual(['-- This window', '$(vm-running) here', '-- Running', '$(vm-running) awake']);
    shownPick().enter();
    expect(await picked).toMatchObject({ value: { name: 'here' } });
  });

  test('keeps the row the user moved to when the notebook of this window is found', async () => {
    const pages = new Pages();
    const currentNotebook = new SlowSearch();
    const picked = pick(pages, currentNotebook);
    await pages.page(named('one'), named('two'), named('here'));
    shownPick().moveTo('two');
    currentNotebook.found('id-of-here');
    await settled();
    shownPick().enter();
    expect(await picked).toMatchObject({ value: { name: 'two' } });
    expect(leftovers()).toEqual([]);
  });

  test('updates nothing when the notebook of this window is found after it was closed', async () => {
    const pages = new Pages();
    const currentNotebook = new SlowSearch();
    const picked = pick(pages, currentNotebook);
    await pages.page(named('one'));
    const closed = shownPick();
    closed.escape();
    await picked;
    currentNotebook.found('id-of-one');
    await settled();
    expect(closed.rowsDrawn).toBe(1);
  });

  test('explains why a notebook cannot be chosen and allows choosing another', async () => {
    const pages = new Pages();
    const picked = pick(pages);
    await pages.page(named('broke', { status: 'FROZEN' }), named('awake'));
    shownPick().moveTo('broke');
    shownPick().enter();
    await settled();
    expect(shownPick().title).toMatch(/^broke is frozen.*Settle the outstanding bill/);
    shownPick().moveTo('awake');
    shownPick().enter();
    expect(await picked).toEqual({ kind: 'next', value: named('awake') });
  });

  test('distinguishes notebooks with the same name', async () => {
    const pages = new Pages();
    const picked = pick(pages);
    await pages.page(aNotebook({ id: 'first', name: 'lab' }), aNotebook({ id: 'second', name: 'lab' }));
    shownPick().moveTo('second');
    shownPick().enter();
    expect(await picked).toMatchObject({ value: { id: 'second' } });
  });

  test('keeps the row the user moved to while more pages arrive', async () => {
    const pages = new Pages();
    const picked = pick(pages);
    await pages.page(named('one'), named('two'));
    shownPick().moveTo('two');
    await pages.page(named('three'), named('four'));
    await pages.end();
    shownPick().enter();
    expect(await picked).toMatchObject({ value: { name: 'two' } });
  });

  test('shows IDs only of notebooks with the same name', async () => {
    const pages = new Pages();
    const picked = pick(pages);
    await pages.page(named('one'), named('two'));
    expect(shownPick().items.map(({ detail }) => detail)).toEqual([undefined, undefined]);
    await pages.page(named('two', { id: 'another-two', status: 'STOPPED' }), named('three'));
    const details = shownPick().items.flatMap(({ label, kind, detail }) => (kind === -1 ? [] : [[label, detail]]));
    expect(details).toEqual([
      ['$(vm-running) one', undefined],
      ['$(vm-running) two', 'id-of-two'],
      ['$(vm-running) three', undefined],
      ['$(vm-outline) two', 'another-two'],
    ]);
    shownPick().escape();
    await picked;
  });

  test('starts at the preferred notebook until the user moves or the one of this window is found', async () => {
    const active = (): readonly unknown[] => shownPick().activeItems.map(({ label }) => label);
    const pages = new Pages();
    const currentNotebook = new SlowSearch();
    const picked = pick(pages, currentNotebook, 'id-of-two');
    await pages.page(named('one'));
    expect(active()).toEqual(['$(vm-running) one']);
    await pages.page(named('two'), named('three'));
    expect(active()).toEqual(['$(vm-running) two']);
    currentNotebook.found('id-of-three');
    await settled();
    expect(active()).toEqual(['$(vm-running) three']);
    shownPick().moveTo('one');
    await pages.page(named('four'), named('five'), named('six'));
    expect(active()).toEqual(['$(vm-running) one']);
    shownPick().escape();
    await picked;
  });

  test('shows a message when the project has no notebooks', async () => {
    const pages = new Pages();
    const picked = pick(pages);
    await pages.end();
    expect([shownPick().busy, shownPick().placeholder]).toEqual([false, 'This project has no notebooks.']);
    shownPick().enter();
    shownPick().escape();
    expect(await picked).toEqual({ kind: 'cancelled' });
  });

  test('rejects with the error of the list and disposes everything', async () => {
    const pages = new Pages();
    const picked = pick(pages);
    const rejection = expect(picked).rejects.toThrow('no such project');
    await settled();
    await pages.fail(new Error('no such project'));
    await rejection;
    expect([screen.quickInput, leftovers()]).toEqual([undefined, []]);
  });

  test('ends at Esc and ignores later pages', async () => {
    const pages = new Pages();
    const picked = pick(pages);
    await pages.page(named('one'));
    shownPick().escape();
    expect(await picked).toEqual({ kind: 'cancelled' });
    await pages.fail(new Error('the request was given up'));
    expect([screen.quickInput, screen.messages, leftovers()]).toEqual([undefined, [], []]);
  });

  test('shows icons in names and IDs literally and no hidden characters', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText(60), fc.constantFrom('RUNNING', 'STOPPED'), async (text, status) => {
        screen.clear();
        const pages = new Pages();
        const picked = pick(pages);
        await pages.page(named(text, { status }), named(text, { status, id: `${text} 2` }));
        const { label = '', description, detail } = shownPick().items.at(-1) ?? {};
        for (const shown of [label.replace(/^\$\([a-z-]+\) /, ''), description, detail]) {
          expect(shown).not.toMatch(/\$\(|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        }
        shownPick().escape();
        await picked;
      }),
      { numRuns: 100 },
    );
  });

  test('lists ten thousand notebooks without updating the first rows for each page', async () => {
    const pages = new Pages();
    const picked = pick(pages);
    for (let page = 0; page < 200; page += 1) {
      await pages.page(...Array.from({ length: 50 }, (_each, index) => named(`nb-${page * 50 + index}`)));
    }
    await pages.end();
    expect(shownPick().items).toHaveLength(10_000);
    expect(shownPick().rowsDrawn).toBeLessThan(4 * 10_000);
    shownPick().escape();
    await picked;
  });
});
