import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Save } from '../../../../../src/save/save';
import { SaveList } from '../../../../../src/save/saveList';
import { isInProgress } from '../../../../../src/save/saveState';
import { showSaveProgress } from '../../../../../src/ui/saves/progress/notifySaves';
import { SaveNotification } from '../../../../../src/ui/saves/progress/saveNotification';
import { registerSaveStatusBar } from '../../../../../src/ui/saves/progress/saveStatusBar';
import { aSave, STATES } from '../../../../support/builders';
import { KeptLog } from '../../../../support/doubles';
import { ManualClock, settled } from '../../../../support/manualClock';
import { screen } from '../../../../support/vscodeStub/screen';

vi.mock('vscode', () => import('../../../../support/vscodeStub/index'));
beforeEach(() => screen.clear());

const MINUTE = 60_000;

/** A window in which tests start and end saves, with its UI. */
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
      showSaveProgress(saves as never, this.clock, async () => ({ SaveNotification })),
      registerSaveStatusBar(saves as never, this.clock),
    ];
    onTestFinished(() => {
      for (const each of shown) each.dispose();
    });
  }

  async begin(id: string, overrides: Partial<Save> = {}): Promise<void> {
    const notebook = { id, name: id };
    const reference = `swr.example.com/ai-team/${id}:v4`;
    const requestedAt = this.clock.now();
    this.#list.record(
      aSave({ id, notebook, reference, requestedAt, endedAt: undefined, state: STATES.saving, ...overrides }),
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
  test('names notebook, image and time of one save and says that Cancel hides it', async () => {
    const window = new Window();
    await window.begin('llm-finetune');
    await window.pass(192_000);
    expect(text()).toBe('Saving llm-finetune as ai-team/llm-finetune:v4 · 3:12 (Cancel hides)');
    window.usualMs = 6 * MINUTE;
    await window.pass(1000);
    expect(text()).toBe('Saving llm-finetune as ai-team/llm-finetune:v4 · 3:13 of about 6 min (Cancel hides)');
  });

  test('is one for ten saves', async () => {
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

  test('stays closed after Cancel until the next save, while the status bar continues', async () => {
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

  test('shows the progress of the oldest save when its usual duration is known, and never goes back', async () => {
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

  test('says after twice the usual time that the save takes longer than usual', async () => {
    const window = new Window();
    window.usualMs = 40_000;
    await window.begin('one');
    await window.pass(80_000);
    expect(text()).toContain('· 1:20 of about 40 s');
    await window.pass(1000);
    expect(text()).toContain('· 1:21, taking longer than usual');
  });

  test('fits in two lines and shows the tag, however long the names are', async () => {
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
  ] as const)('says for a save that is %s why its outcome is not visible', async (phase, expectedText) => {
    const window = new Window();
    const trouble = { since: 0, error: STATES.notSent.error };
    const state = phase === 'saving' ? { ...STATES.saving, trouble } : STATES.looking;
    await window.begin('nb', { state });
    expect(text()).toContain(expectedText);
  });

  test.each(['failures', 'none'])('is not shown with the setting %s', async (setting) => {
    screen.settings = { 'modelartsImages.notifications': setting };
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
    'cuts an image name in the middle when it does not fit beside %s, and has both in the screen reader label',
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

  test('omits an image whose name is not known yet', async () => {
    const window = new Window();
    await window.begin('nb', { reference: '' });
    expect(item().text).toBe('$(sync~spin) Saving nb · 0:00');
    expect(item().accessibilityInformation?.label).toBe('Saving nb, 0 min so far');
  });

  test('updates its screen reader label once a minute and its time each second', async () => {
    const window = new Window();
    await window.begin('llm-finetune');
    const spoken = new Set<string | undefined>();
    const texts = new Set<string>();
    for (let second = 0; second < 120; second += 1) {
      spoken.add(item().accessibilityInformation?.label);
      texts.add(item().text);
      await window.pass(1000);
    }
    expect(texts.size).toBe(120);
    expect([...spoken]).toEqual(
      [0, 1].map((minutes) => `Saving llm-finetune as ai-team/llm-finetune:v4, ${minutes} min so far`),
    );
  });
});
