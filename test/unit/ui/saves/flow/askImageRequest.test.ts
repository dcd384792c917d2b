import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { checkImageRequest } from '../../../../../src/model/checkImageRequest';
import type { ImageRequest } from '../../../../../src/model/imageRequest';
import { nextFreeTag } from '../../../../../src/model/proposeImage';
import { ASKED_FIELDS, askImageRequest, type RequestStep } from '../../../../../src/ui/saves/flow/askImageRequest';
import { singleImageRules } from '../../../../../src/ui/saves/flow/imageRules';
import type { TagVerdict } from '../../../../../src/ui/saves/flow/tagAvailability';
import type { Answer } from '../../../../../src/ui/wizard/answer';
import { anImageRequest } from '../../../../support/builders';
import { settled } from '../../../../support/manualClock';
import { leftovers, shownBox, shownPick } from '../../../../support/vscodeStub/look';
import { screen } from '../../../../support/vscodeStub/screen';
import { hostileText } from '../../hostileText';

vi.mock('vscode', () => import('../../../../support/vscodeStub/index'));
beforeEach(() => screen.clear());

const { signal } = new AbortController();

/** Tags that tests make known. */
class Tags {
  state: ReadonlySet<string> | 'loading' | 'failed' = new Set();
  #release: () => void = () => undefined;

  prepare(): void {}

  peek({ tag }: { readonly tag: string }): TagVerdict {
    if (typeof this.state === 'string') return { kind: 'unknown', why: this.state };
    return this.state.has(tag) ? { kind: 'taken', next: nextFreeTag(tag, this.state) } : { kind: 'free' };
  }

  async check(target: { readonly tag: string }): Promise<TagVerdict> {
    if (this.state === 'loading') await new Promise<void>((resolve) => (this.#release = resolve));
    return this.peek(target);
  }

  async learn(...taken: readonly string[]): Promise<void> {
    this.state = new Set(taken);
    this.#release();
    await settled();
  }
}

interface Asking {
  readonly tags?: Tags;
  readonly from?: RequestStep;
  readonly stepsBefore?: number;
}

function ask(
  defaults: Partial<ImageRequest> = {},
  { tags = new Tags(), from, stepsBefore = 0 }: Asking = {},
): Promise<Answer<ImageRequest>> {
  return askImageRequest({
    defaults: anImageRequest(defaults),
    rules: singleImageRules('swr.example.com', tags, signal),
    organizations: {
      preferred: [],
      read: async () => ({ kind: 'failed', error: new Error('no list here') }),
      create: async () => undefined,
    },
    stepsBefore,
    from,
  });
}

/** Organizations are not listed in these tests, so the step is a text box. */
async function asked(defaults?: Partial<ImageRequest>, asking?: Asking): Promise<() => Promise<Answer<ImageRequest>>> {
  const answer = ask(defaults, asking);
  await settled();
  return () => answer;
}

async function enter(text?: string): Promise<void> {
  if (text !== undefined) shownBox().type(text);
  shownBox().enter();
  await settled();
}

async function back(): Promise<void> {
  shownBox().back();
  await settled();
}

const title = (): string | undefined => screen.quickInput?.title?.split(': ')[1];

describe('asking for an image', () => {
  test('takes four steps with title, count and placeholder, and resolves with the typed values', async () => {
    const answer = await asked();
    const shownSteps: unknown[] = [];
    for (const text of ['my-team', 'torch', 'v2', 'with apex']) {
      const { step, totalSteps, placeholder } = shownBox();
      shownSteps.push([title(), `${step}/${totalSteps}`]);
      expect(placeholder).toBeTruthy();
      await enter(text);
    }
    expect(shownSteps).toEqual([
      ['Organization', '1/5'],
      ['Name', '2/5'],
      ['Tag', '3/5'],
      ['Description', '4/5'],
    ]);
    expect(await answer()).toEqual({
      kind: 'next',
      value: { name: 'torch', namespace: 'my-team', tag: 'v2', description: 'with apex', workspaceId: '0' },
    });
    expect(leftovers()).toEqual([]);
  });

  test('counts a preceding step and returns to it with the answers', async () => {
    const answer = await asked({}, { stepsBefore: 1 });
    expect(`${shownBox().step}/${shownBox().totalSteps}`).toBe('2/6');
    await enter('my-team');
    await back();
    await back();
    expect(await answer()).toEqual({ kind: 'back', value: anImageRequest({ namespace: 'my-team' }) });
    expect(leftovers()).toEqual([]);
  });

  test('accepts an empty tag and says that ModelArts chooses one', async () => {
    const answer = await asked({ tag: 'v1' }, { from: { field: 'tag' } });
    expect(shownBox().placeholder).toBe('Tag (optional)');
    shownBox().type('');
    expect(shownBox().line).toEqual({
      text: 'Leave the tag empty to let ModelArts generate one for swr.example.com/team/base.',
      severity: 'none',
    });
    await enter();
    expect(shownBox().line.text).toContain('swr.example.com/team/base');
    await enter();
    expect(await answer()).toEqual({ kind: 'next', value: anImageRequest({ tag: '' }) });
  });

  test.each([
    ['v3', '3'],
    ['v19', '19'],
    ['1.2.9', '9'],
    ['20261231-2359', '20261231-2359'],
    ['nightly', 'nightly'],
    ['sha-1a2b3c4', 'sha-1a2b3c4'],
  ])('selects the counter of the tag: of %s, %s', async (tag, selected) => {
    const answer = await asked({ tag });
    await enter();
    expect(shownBox().valueSelection).toBeUndefined();
    await enter();
    const [from, to] = shownBox().valueSelection ?? [0, 0];
    expect(shownBox().value.slice(from, to)).toBe(selected);
    screen.quickInput?.escape();
    await answer();
  });

  test('proposes a value in each step, so that Enter accepts all', async () => {
    const answer = await asked({ description: 'nightly' });
    for (let step = 1; step <= ASKED_FIELDS.length; step += 1) await enter();
    expect(await answer()).toEqual({ kind: 'next', value: anImageRequest({ description: 'nightly' }) });
  });

  test('shows the resulting reference in every step, updated on each keystroke', async () => {
    const answer = await asked({ namespace: '', tag: 'v1' });
    expect(shownBox().line.text).toContain('swr.example.com/…/base:v1');
    shownBox().type('tea');
    expect(shownBox().line.text).toContain('swr.example.com/tea/base:v1');
    await enter('team');
    shownBox().type('torch');
    expect(shownBox().line.text).toContain('swr.example.com/team/torch:v1');
    await enter();
    shownBox().type('v');
    expect(shownBox().line.text).toContain('swr.example.com/team/torch:v');
    await enter('v2');
    expect(shownBox().line.text).toContain('swr.example.com/team/torch:v2');
    await enter();
    expect(await answer()).toMatchObject({ value: { name: 'torch', namespace: 'team', tag: 'v2' } });
  });

  test('keeps the typed text in its own step when going back', async () => {
    const answer = await asked();
    await enter();
    await enter('torch');
    shownBox().type('half-typed');
    await back();
    expect([title(), shownBox().value]).toEqual(['Name', 'torch']);
    await enter();
    expect([title(), shownBox().value]).toEqual(['Tag', 'half-typed']);
    await enter();
    expect(shownBox().value).toBe('');
    await enter();
    expect(await answer()).toEqual({ kind: 'next', value: anImageRequest({ name: 'torch', tag: 'half-typed' }) });
    expect(leftovers()).toEqual([]);
  });

  test('has no Back button without a preceding step', async () => {
    const answer = await asked();
    expect(shownBox().buttons).toEqual([]);
    shownBox().escape();
    expect(await answer()).toEqual({ kind: 'cancelled' });
  });

  test('stays on an invalid value and updates the error on each keystroke', async () => {
    const answer = await asked();
    await enter();
    shownBox().type('Torch');
    expect(shownBox().line).toMatchObject({ severity: 'error', text: expect.stringContaining('“T”') });
    await enter();
    expect(title()).toBe('Name');
    shownBox().type('torch');
    expect(shownBox().line.severity).toBe('none');
    await enter();
    expect(title()).toBe('Tag');
    shownBox().escape();
    await answer();
  });

  test('shows the reference together with an error', async () => {
    const answer = await asked();
    await enter();
    shownBox().type('Torch');
    expect(shownBox().line.text).toMatch(/“T”.*swr\.example\.com\/team\/Torch:1\.0$/);
    shownBox().escape();
    await answer();
  });

  test('shows no error for an untouched empty step but does not accept it', async () => {
    const answer = await asked({ name: '' });
    await enter();
    expect(shownBox().line).toEqual({ severity: 'none', text: expect.stringContaining('swr.example.com/team/…:1.0') });
    await enter();
    expect(title()).toBe('Name');
    expect(shownBox().line).toMatchObject({ severity: 'error', text: expect.stringContaining('Required.') });
    shownBox().escape();
    await answer();
  });

  test('shows icons, links and hidden characters of a proposed value literally or not at all', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText(60), fc.constantFrom('name', 'namespace', 'tag'), async (value, field) => {
        screen.clear();
        const answer = await asked({ [field]: value });
        expect(shownBox().line.text).not.toMatch(/[$\]]\(|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        shownBox().escape();
        await answer();
      }),
      { numRuns: 300 },
    );
  });

  test('warns of values that a registry may refuse, but accepts them', async () => {
    const answer = await asked();
    await enter();
    await enter();
    shownBox().type('1,0');
    expect(shownBox().line).toMatchObject({ severity: 'warning', text: expect.stringContaining('“,”') });
    await enter();
    expect(title()).toBe('Description');
    shownBox().escape();
    await answer();
  });

  test('stays open when it loses focus', async () => {
    const answer = await asked();
    shownBox().type('copied-from-the-console');
    shownBox().lookElsewhere();
    expect(shownBox().value).toBe('copied-from-the-console');
    shownBox().escape();
    await answer();
  });

  test.each([0, 1, 2, 3])('ends without a message when Esc is pressed after %i answers', async (answers) => {
    const answer = await asked();
    for (let index = 0; index < answers; index += 1) await enter();
    shownBox().escape();
    expect(await answer()).toEqual({ kind: 'cancelled' });
    expect([screen.quickInput, screen.messages, leftovers()]).toEqual([undefined, [], []]);
  });

  test('never resolves with an invalid value, whatever is typed', async () => {
    const typed = fc.record({
      name: hostileText(140),
      namespace: hostileText(70),
      tag: hostileText(70),
      description: hostileText(520),
    });
    await fc.assert(
      fc.asyncProperty(typed, async (hostile) => {
        screen.clear();
        const answer = await asked();
        for (const field of ASKED_FIELDS) {
          const step = shownBox().step;
          await enter(hostile[field]);
          const stopped = screen.quickInput?.step === step;
          if (stopped) await enter(anImageRequest()[field]);
        }
        const result = await answer();
        if (result.kind !== 'next') throw new Error('asked in vain');
        const findings = [...checkImageRequest(result.value).values()];
        expect(findings.filter(({ severity }) => severity === 'stop')).toEqual([]);
        expect(leftovers()).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

describe('an existing tag', () => {
  test('is replaced by the next free one, with a note that stays until a key is pressed', async () => {
    const tags = new Tags();
    await tags.learn('v3', 'v4');
    const answer = await asked({ tag: 'v3' }, { tags });
    await enter();
    await enter();
    expect(shownBox().value).toBe('v5');
    expect(shownBox().line).toMatchObject({
      severity: 'warning',
      text: expect.stringMatching(/v3 already exists.*v5.*:v5$/),
    });
    shownBox().type('v6');
    expect(shownBox().line.severity).toBe('none');
    shownBox().escape();
    await answer();
  });

  test('is rejected when typed, and Enter replaces it by the next free one without accepting it', async () => {
    const tags = new Tags();
    await tags.learn('v3');
    const answer = await asked({}, { tags });
    await enter();
    await enter();
    shownBox().type('v3');
    expect(shownBox().line).toMatchObject({
      severity: 'error',
      text: expect.stringContaining('Press Enter to use v4'),
    });
    await enter();
    expect([title(), shownBox().value]).toEqual(['Tag', 'v4']);
    await enter();
    await enter();
    expect(await answer()).toMatchObject({ value: { tag: 'v4' } });
  });

  test('is replaced in the open step once the check finishes, and one Enter accepts the replacement', async () => {
    const tags = new Tags();
    tags.state = 'loading';
    const answer = await asked({ tag: 'v3' }, { tags });
    await enter();
    await enter();
    expect(shownBox().line.severity).toBe('none');
    await tags.learn('v3');
    expect(shownBox().value).toBe('v4');
    expect(shownBox().line).toMatchObject({
      severity: 'warning',
      text: expect.stringMatching(/v3 already exists.*v4.*:v4$/),
    });
    await enter();
    expect(title()).toBe('Description');
    await enter();
    expect(await answer()).toMatchObject({ value: { tag: 'v4' } });
  });

  test('is reported but not replaced when it was typed before the check finished', async () => {
    const tags = new Tags();
    tags.state = 'loading';
    const answer = await asked({ tag: 'v2' }, { tags });
    await enter();
    await enter();
    shownBox().type('v3');
    await tags.learn('v3');
    expect(shownBox().value).toBe('v3');
    expect(shownBox().line.severity).toBe('error');
    shownBox().escape();
    await answer();
  });

  test('found one step later leads back to the tag step with the description kept', async () => {
    const tags = new Tags();
    tags.state = 'loading';
    const answer = await asked({ tag: 'v3' }, { tags });
    for (let step = 1; step < ASKED_FIELDS.length; step += 1) await enter();
    shownBox().type('with apex');
    await tags.learn('v3');
    expect(shownBox().line).toMatchObject({ severity: 'warning', text: expect.stringContaining('v3 already exists') });
    await enter();
    expect([title(), shownBox().value]).toEqual(['Tag', 'v4']);
    await enter();
    expect([title(), shownBox().value]).toEqual(['Description', 'with apex']);
    await enter();
    expect(await answer()).toMatchObject({ value: { tag: 'v4', description: 'with apex' } });
  });

  test.each(['loading', 'failed'] as const)('does not block the flow while the check is %s', async (state) => {
    const tags = new Tags();
    tags.state = state;
    const answer = await asked({ tag: 'v3' }, { tags });
    await enter();
    await enter();
    expect(shownBox().line.severity).toBe(state === 'failed' ? 'warning' : 'none');
    await enter();
    await enter();
    expect(await answer()).toMatchObject({ kind: 'next', value: { tag: 'v3' } });
  });
});

describe('asking again after a refusal', () => {
  test('opens the invalid step with the reason until a key is pressed and keeps all other answers', async () => {
    const note = 'ModelArts rejected one of the values.';
    const answer = await asked({ description: 'kept' }, { from: { field: 'name', note } });
    expect([title(), shownBox().value]).toEqual(['Name', 'base']);
    expect(shownBox().line).toMatchObject({
      severity: 'warning',
      text: expect.stringMatching(/rejected.*base:1\.0$/),
    });
    await enter('torch');
    await enter();
    await enter();
    expect(await answer()).toEqual({ kind: 'next', value: anImageRequest({ name: 'torch', description: 'kept' }) });
  });

  test('for a tag proposes the next free one with the reason', async () => {
    const tags = new Tags();
    await tags.learn('1.0');
    const answer = await asked(
      {},
      { tags, from: { field: 'tag', note: 'An image with this name and tag already exists.' } },
    );
    expect(shownBox().value).toBe('1.1');
    expect(shownBox().line.text).toMatch(/^An image with this name and tag already exists\..*:1\.1$/);
    shownBox().escape();
    await answer();
  });

  test('for an organization shows the reason in the title', async () => {
    const answer = ask({}, { from: { field: 'namespace', note: 'The organization does not exist.' } });
    expect(shownPick().title).toBe('The organization does not exist.');
    await settled();
    expect(shownBox().line.text).toContain('The organization does not exist.');
    shownBox().escape();
    await answer;
  });
});
