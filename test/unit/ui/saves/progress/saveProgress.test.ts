import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Save } from '../../../../../src/save/save';
import { SaveList } from '../../../../../src/save/saveList';
import { isInProgress } from '../../../../../src/save/saveState';
import { SaveNotification } from '../../../../../src/ui/saves/progress/saveNotification';
import { showSaveStatusBar } from '../../../../../src/ui/saves/progress/saveStatusBar';
import { showSaveNotification } from '../../../../../src/ui/saves/progress/showSaveNotification';
import { aSave, STATES } from '../../../../support/builders';
import { KeptLog } from '../../../../support/doubles';
import { ManualClock, settled } from '../../../../support/manualClock';
import { screen } from '../../../../support/vscodeStub/screen';

vi.mock('vscode', () => import('../../../../support/vscodeStub/index'));
beforeEach(() => screen.clear());

const MINUTE = 60_000;

/** A window in which saves begin and end, with what it shows of them. */
class Window {
  readonly clock = new ManualClock();
  usualMs: number | undefined;
  readonly #list = new SaveList(new KeptLog());

  constructor() {
    const list = this.#list;
    const { onDidChange } = list;
    const saves = {
      get list() {
        return list.all;
      },
      usualMs: () => this.usualMs,
      onDidChange,
    };
    const shown = [
      showSaveNotification(saves as never, this.clock, async () => ({ SaveNotification })),
      showSaveStatusBar(saves as never, this.clock),
    ];
    onTestFinished(() => {
      for (const each of shown) each.dispose();
    });
  }

  async begin(id: string, but: Partial<Save> = {}): Promise<void> {
    const notebook = { id, name: id };
    const reference = `swr.example.com/ai-team/${id}:v4`;
    const requestedAt = this.clock.now();
    this.#list.record(
      aSave({ id, notebook, reference, requestedAt, endedAt: undefined, state: STATES.saving, ...but }),
    );
    await settled();
  }

  async end(id: string): Promise<void> {
    const save = this.#list.get(id);
    if (save) this.#list.record({ ...save, state: STATES.saved, endedAt: this.clock.now() });
    await settled();
  }

  async pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 1000) {
      await this.clock.advance(1000);
      await settled();
    }
  }

  get running(): number {
    return this.#list.all.filter(({ state }) => isInProgress(state)).length;
  }
}

const notifications = () => screen.progress.filter(({ isNotification }) => isNotification);
const text = (): string | undefined => notifications()[0]?.messages.at(-1);
const bar = (): number => (notifications()[0]?.increments ?? []).reduce<number>((sum, each) => sum + (each ?? 0), 0);
const item = () => screen.statusItems.at(-1) as { text: string; accessibilityInformation?: { label: string } };

describe('the notification', () => {
  test('names notebook, image and time of one save, and says that Cancel hides', async () => {
    const window = new Window();
    await window.begin('llm-finetune');
    await window.pass(192_000);
    expect(text()).toBe('Saving llm-finetune as ai-team/llm-finetune:v4 · 3:12 (Cancel hides)');
    window.usualMs = 6 * MINUTE;
    await window.pass(1000);
    expect(text()).toBe('Saving llm-finetune as ai-team/llm-finetune:v4 · 3:13 of about 6 min (Cancel hides)');
  });

  test('is one for ten saves, from the first to the last', async () => {
    const window = new Window();
    for (let index = 0; index < 10; index += 1) {
      await window.begin(`nb-${index}`);
      expect(notifications()).toHaveLength(1);
      await window.pass(10_000);
    }
    expect(text()).toBe('Saving 10 notebooks · longest 1:40 (Cancel hides)');
    const [only] = notifications();
    for (let index = 0; index < 10; index += 1) {
      expect(notifications()).toEqual([only]);
      await window.end(`nb-${index}`);
    }
    expect([window.running, notifications()]).toEqual([0, []]);
  });

  test('closes with Cancel and stays closed, while the status bar goes on; the next save opens it', async () => {
    const window = new Window();
    await window.begin('one');
    await window.begin('two');
    notifications()[0]?.cancel();
    await settled();
    await window.pass(5000);
    expect([window.running, notifications()]).toEqual([2, []]);
    expect(item().text).toBe('$(sync~spin) Saving 2 notebooks · longest 0:05');
    await window.begin('three');
    expect(text()).toContain('Saving three as ai-team/three:v4');
    await window.end('three');
    expect([window.running, notifications()]).toEqual([2, []]);
  });

  test('shows how far the longest save is where its usual duration is known, and never runs backward', async () => {
    const window = new Window();
    await window.begin('one');
    await window.pass(2000);
    expect(notifications()[0]?.increments.every((each) => each === undefined)).toBe(true);
    window.usualMs = 100_000;
    await window.pass(48_000);
    expect(bar()).toBeCloseTo(47.5);
    window.usualMs = 200_000;
    await window.pass(10_000);
    expect(bar()).toBeCloseTo(47.5);
    window.usualMs = 50_000;
    await window.pass(60_000);
    expect(bar()).toBeCloseTo(95);
  });

  test('says after twice the usual time that it takes longer than usual', async () => {
    const window = new Window();
    window.usualMs = 40_000;
    await window.begin('one');
    await window.pass(80_000);
    expect(text()).toContain('· 1:20 of about 40 s');
    await window.pass(1000);
    expect(text()).toContain('· 1:21, taking longer than usual');
  });

  test('keeps to two lines, and a tag in sight, however long the names are', async () => {
    const window = new Window();
    window.usualMs = 6 * MINUTE;
    const name = 'n'.repeat(100);
    const reference = `swr.example.com/${'o'.repeat(64)}/${'i'.repeat(128)}:release-20261231`;
    await window.begin('long', { notebook: { id: 'nb', name }, reference });
    await window.pass(5000);
    expect(text()?.length).toBeLessThanOrEqual(120);
    expect(text()).toContain(':release-20261231 · 0:05');
  });

  test.each([
    ['looking', 'outcome unclear, looking for the image'],
    ['saving', "Can't reach ModelArts; still trying"],
  ] as const)('says in a save that is %s what is in the way', async (phase, words) => {
    const window = new Window();
    const trouble = { since: 0, error: STATES.notSent.error };
    const state = phase === 'saving' ? { ...STATES.saving, trouble } : STATES.looking;
    await window.begin('nb', { state });
    expect(text()).toContain(words);
  });

  test.each(['failures', 'none'])('is not shown where the settings want %s', async (wanted) => {
    screen.settings = { 'modelartsImages.notifications': wanted };
    const window = new Window();
    await window.begin('one');
    expect(notifications()).toEqual([]);
  });
});

describe('the status bar', () => {
  test('names notebook and image', async () => {
    const window = new Window();
    window.usualMs = 6 * MINUTE;
    await window.begin('llm-finetune');
    expect(item().text).toBe('$(sync~spin) Saving llm-finetune as ai-team/llm-finetune:v4 · 0:00 of about 6 min');
  });

  test.each([
    [
      'a-notebook-with-a-long-name',
      'ai-team/a-notebook-with-a-long-name:v4',
      'a-notebook-with-a-long-…',
      /^ai-team…\S+:v4$/,
    ],
    ['lab', `${'o'.repeat(64)}/${'i'.repeat(128)}:release-20261231`, 'lab', /^o+…i+:release-20261231$/],
    ['n'.repeat(100), `team/base:${'t'.repeat(128)}`, `${'n'.repeat(23)}…`, /^team\/ba…t+$/],
  ])(
    'cuts the middle of an image whose name does not fit beside %s, and speaks both in full',
    async (name, reference, notebook, image) => {
      const window = new Window();
      window.usualMs = 6 * MINUTE;
      await window.begin('long', { notebook: { id: 'nb', name }, reference: `swr.example.com/${reference}` });
      const [, shownNotebook, shownImage = ''] = /Saving (\S+) as (\S+) · 0:00 of about 6 min$/.exec(item().text) ?? [];
      expect(shownNotebook).toBe(notebook);
      expect(shownImage).toMatch(image);
      expect(`${shownNotebook}${shownImage}`).toHaveLength(44);
      expect(item().accessibilityInformation?.label).toBe(`Saving ${name} as ${reference}, 0 min so far`);
    },
  );

  test('leaves out an image whose name is not known yet', async () => {
    const window = new Window();
    await window.begin('nb', { reference: '' });
    expect(item().text).toBe('$(sync~spin) Saving nb · 0:00');
    expect(item().accessibilityInformation?.label).toBe('Saving nb, 0 min so far');
  });

  test('is spoken anew once a minute, while its time runs each second', async () => {
    const window = new Window();
    await window.begin('llm-finetune');
    const spoken = new Set<string | undefined>();
    const seen = new Set<string>();
    for (let second = 0; second < 120; second += 1) {
      spoken.add(item().accessibilityInformation?.label);
      seen.add(item().text);
      await window.pass(1000);
    }
    expect(seen.size).toBe(120);
    expect([...spoken]).toEqual(
      [0, 1].map((minutes) => `Saving llm-finetune as ai-team/llm-finetune:v4, ${minutes} min so far`),
    );
  });
});
