import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { CHECKED_FIELDS, checkImageRequest } from '../../../../src/model/checkImageRequest';
import type { ImageRequest } from '../../../../src/model/imageRequest';
import { askImageRequest } from '../../../../src/ui/ask/askImageRequest';
import { anImageRequest } from '../../../support/builders';
import { leftovers, settled, shownBox } from '../../../support/vscodeStub/look';
import { screen } from '../../../support/vscodeStub/screen';
import { hostileText } from './hostileText';

vi.mock('vscode', () => import('../../../support/vscodeStub'));
beforeEach(() => screen.clear());

const ask = (defaults: Partial<ImageRequest> = {}): Promise<ImageRequest | undefined> =>
  askImageRequest({ registry: 'swr.example.com', defaults: anImageRequest(defaults) });

async function enter(text?: string): Promise<void> {
  if (text !== undefined) shownBox().type(text);
  shownBox().enter();
  await settled();
}

async function back(): Promise<void> {
  shownBox().back();
  await settled();
}

describe('asking for an image', () => {
  test('takes four steps, each with title, count and placeholder, and gives what was typed', async () => {
    const asked = ask();
    const seen: unknown[] = [];
    for (const text of ['torch', 'my-team', 'v2', 'with apex']) {
      const { title, step, totalSteps, placeholder } = shownBox();
      seen.push([title?.split(': ')[1], `${step}/${totalSteps}`]);
      expect(placeholder).toBeTruthy();
      await enter(text);
    }
    expect(seen).toEqual([
      ['Name', '1/4'],
      ['Organization', '2/4'],
      ['Tag', '3/4'],
      ['Description', '4/4'],
    ]);
    expect(await asked).toEqual({
      name: 'torch',
      namespace: 'my-team',
      tag: 'v2',
      description: 'with apex',
      workspaceId: '0',
    });
    expect(leftovers()).toEqual([]);
  });

  test('proposes a value in each box, so that Enter alone goes all the way', async () => {
    const asked = ask({ description: 'nightly' });
    for (let step = 1; step <= CHECKED_FIELDS.length; step += 1) await enter();
    expect(await asked).toEqual(anImageRequest({ description: 'nightly' }));
  });

  test('shows the reference as it will be in every step, changing with each key', async () => {
    const asked = ask({ namespace: '', tag: 'v1' });
    expect(shownBox().line.text).toContain('swr.example.com/…/base:v1');
    shownBox().type('torc');
    expect(shownBox().line.text).toContain('swr.example.com/…/torc:v1');
    await enter('torch');
    shownBox().type('team');
    expect(shownBox().line.text).toContain('swr.example.com/team/torch:v1');
    await enter();
    shownBox().type('v');
    expect(shownBox().line.text).toContain('swr.example.com/team/torch:v');
    await enter('v2');
    expect(shownBox().line.text).toContain('swr.example.com/team/torch:v2');
    await enter();
    expect(await asked).toMatchObject({ name: 'torch', namespace: 'team', tag: 'v2' });
  });

  test('goes back with what was typed kept, in the box it was typed into and in no other', async () => {
    const asked = ask();
    await enter('torch');
    shownBox().type('half-typed');
    await back();
    expect([shownBox().title, shownBox().value]).toEqual(['Save Notebook as Image: Name', 'torch']);
    await enter();
    expect(shownBox().value).toBe('half-typed');
    await enter();
    expect(shownBox().value).toBe('1.0');
    await enter();
    await enter();
    expect(await asked).toEqual(anImageRequest({ name: 'torch', namespace: 'half-typed' }));
    expect(leftovers()).toEqual([]);
  });

  test('offers no way back where there is no step before', async () => {
    const asked = ask();
    expect(shownBox().buttons).toEqual([]);
    shownBox().escape();
    await asked;
  });

  test('stays on a value that the service refuses, and says what is wrong with each key', async () => {
    const asked = ask();
    shownBox().type('Torch');
    expect(shownBox().line).toMatchObject({ severity: 'error', text: expect.stringContaining('“T”') });
    await enter();
    expect(shownBox().step).toBe(1);
    shownBox().type('torch');
    expect(shownBox().line.severity).toBe('none');
    await enter();
    expect(shownBox().step).toBe(2);
    shownBox().escape();
    await asked;
  });

  test('keeps the reference in sight while it says what is wrong', async () => {
    const asked = ask();
    shownBox().type('Torch');
    expect(shownBox().line.text).toMatch(/“T”.*swr\.example\.com\/team\/Torch:1\.0$/);
    shownBox().escape();
    await asked;
  });

  test('does not scold an empty box that nobody has touched, and does not go on from it either', async () => {
    const asked = ask({ namespace: '' });
    await enter();
    expect(shownBox().line).toEqual({ severity: 'none', text: expect.stringContaining('swr.example.com/…/base:1.0') });
    await enter();
    expect(shownBox().step).toBe(2);
    expect(shownBox().line).toMatchObject({ severity: 'error', text: expect.stringContaining('A value is needed') });
    shownBox().escape();
    await asked;
  });

  test('draws no icon, link or hidden character that a proposed value asks for', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText(60), fc.constantFrom('name', 'namespace', 'tag'), async (value, field) => {
        screen.clear();
        const asked = ask({ [field]: value });
        expect(shownBox().line.text).not.toMatch(/[$\]]\(|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        shownBox().escape();
        await asked;
      }),
      { numRuns: 300 },
    );
  });

  test('warns of what a registry refuses, and goes on when told to', async () => {
    const asked = ask();
    await enter();
    await enter();
    shownBox().type('1,0');
    expect(shownBox().line).toMatchObject({ severity: 'warning', text: expect.stringContaining('“,”') });
    await enter();
    expect(shownBox().step).toBe(4);
    shownBox().escape();
    await asked;
  });

  test('stays open when the person looks elsewhere', async () => {
    const asked = ask();
    shownBox().type('copied-from-the-console');
    shownBox().lookElsewhere();
    expect(shownBox().value).toBe('copied-from-the-console');
    shownBox().escape();
    await asked;
  });

  test.each([0, 1, 2, 3])('ends at once, without a word, when Esc is pressed after %i answers', async (answers) => {
    const asked = ask();
    for (let index = 0; index < answers; index += 1) await enter();
    shownBox().escape();
    expect(await asked).toBeUndefined();
    expect([screen.quickInput, screen.messages, leftovers()]).toEqual([undefined, [], []]);
  });

  test('never gives a value that the service refuses, whatever is typed', async () => {
    const typed = fc.record({
      name: hostileText(140),
      namespace: hostileText(70),
      tag: hostileText(70),
      description: hostileText(520),
    });
    await fc.assert(
      fc.asyncProperty(typed, async (hostile) => {
        screen.clear();
        const asked = ask();
        for (const field of CHECKED_FIELDS) {
          const step = shownBox().step;
          await enter(hostile[field]);
          const stopped = screen.quickInput?.step === step;
          if (stopped) await enter(anImageRequest()[field]);
        }
        const request = await asked;
        if (!request) throw new Error('asked in vain');
        expect([...checkImageRequest(request).values()].filter(({ severity }) => severity === 'stop')).toEqual([]);
        expect(leftovers()).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
