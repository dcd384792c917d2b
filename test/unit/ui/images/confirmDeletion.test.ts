import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Image } from '../../../../src/model/image';
import { confirmDeletion, type Deletion } from '../../../../src/ui/images/deleteImageCommand';
import { anImage } from '../../../support/builders';

import { settled } from '../../../support/manualClock';
import { leftovers, shownBox, shownPick } from '../../../support/vscodeStub/look';
import { screen } from '../../../support/vscodeStub/screen';
import { hostileText } from '../hostileText';

vi.mock('vscode', () => import('../../../support/vscodeStub/index'));
beforeEach(() => screen.clear());

const image = anImage({ status: 'ACTIVE', reference: 'swr.example.com/team/base:1.0' });
const ONLY = 'Only from ModelArts';
const ALL = 'From ModelArts and SWR';

/** Answers the first question. Resolves once the input box is shown. */
async function asked(what: string, of: Image = image): Promise<Promise<Deletion | undefined>[]> {
  const answer = confirmDeletion([of]);
  await settled();
  shownPick().moveTo(what);
  shownPick().enter();
  await settled();
  return [answer];
}

describe('confirming a deletion', () => {
  test('asks first whether to delete the content in SWR, with the harmless answer on top', async () => {
    const answer = confirmDeletion([image]);
    await settled();
    expect(shownPick().labels).toEqual([ONLY, ALL]);
    expect(shownPick().row(ALL).detail).toBe('The image can no longer be pulled.');
    expect(shownPick().title).toBe('Delete team/base:1.0');
    shownPick().escape();
    expect(await answer).toBeUndefined();
    expect([screen.quickInput, leftovers()]).toEqual([undefined, []]);
  });

  test.each([
    [ONLY, false, 'The content stays in SWR.'],
    [ALL, true, 'from ModelArts and SWR?'],
  ])('%s: names what is deleted and is confirmed by typing the tag', async (what, withContent, promptPart) => {
    const [answer] = await asked(what);
    expect(shownBox().line.text).toContain(promptPart);
    expect(shownBox().line.text).toContain('Type 1.0');
    shownBox().type('1.0');
    shownBox().enter();
    expect(await answer).toEqual({ withContent });
    expect([screen.quickInput, leftovers()]).toEqual([undefined, []]);
  });

  test.each(['1.0', ' 1.0 ', 'base:1.0', 'team/base:1.0', 'swr.example.com/team/base:1.0'])(
    'accepts "%s" for the tag 1.0',
    async (typed) => {
      const [answer] = await asked(ONLY);
      shownBox().type(typed);
      shownBox().enter();
      expect(await answer).toEqual({ withContent: false });
    },
  );

  test.each(['', '1', '1.0.0', 'base', 'BASE:1.0', 'undefined', '1.1'])('does not accept "%s"', async (typed) => {
    const [answer] = await asked(ALL);
    shownBox().type(typed);
    shownBox().enter();
    await settled();
    expect(shownBox().line.severity).toBe('error');
    expect(shownBox().line.text).toMatch(
      /^The text doesn't match\. Permanently delete team\/base:1\.0 from ModelArts and SWR\? Type 1\.0\.$/,
    );
    shownBox().type('1');
    expect(shownBox().line.severity).toBe('none');
    shownBox().lookElsewhere();
    shownBox().escape();
    expect(await answer).toBeUndefined();
  });

  test('requires the count for several images and names the first three', async () => {
    const images = ['1', '2', '3', '4', '5'].map((tag) => anImage({ ...image, id: tag, tag }));
    const answer = confirmDeletion(images);
    await settled();
    expect(shownPick().title).toBe('Delete 5 Images');
    shownPick().moveTo(ONLY);
    shownPick().enter();
    await settled();
    expect(shownBox().line.text).toContain('team/base:1, team/base:2, team/base:3 and 2 more');
    shownBox().type('1');
    shownBox().enter();
    await settled();
    expect(shownBox().line.severity).toBe('error');
    shownBox().type('5');
    shownBox().enter();
    expect(await answer).toEqual({ withContent: false });
  });

  test('requires the ID of an image without a tag', async () => {
    const [answer] = await asked(ONLY, { ...image, tag: undefined });
    shownBox().type(':');
    shownBox().enter();
    await settled();
    shownBox().type(image.id);
    shownBox().enter();
    expect(await answer).toEqual({ withContent: false });
  });

  test('shows no hidden characters and accepts only the right text', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText(40), hostileText(40), async (tag, typed) => {
        screen.clear();
        const [answer] = await asked(ALL, { ...image, tag, reference: undefined });
        expect(shownBox().line.text).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        shownBox().type(`x${typed}`);
        shownBox().enter();
        await settled();
        if (screen.quickInput) shownBox().escape();
        const agreed = await answer;
        if (agreed) expect(`x${typed}`.trim()).toContain(tag.trim());
      }),
      { numRuns: 100 },
    );
  });
});
