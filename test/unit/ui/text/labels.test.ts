import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { Image } from '../../../../src/model/image';
import { IMAGE_STATUSES } from '../../../../src/model/image';
import { NOTEBOOK_STATUSES } from '../../../../src/model/notebook';
import { whyNotSavable } from '../../../../src/model/notebookAbilities';
import { buildFailure } from '../../../../src/ui/text/buildFailure';
import { durationText } from '../../../../src/ui/text/formats';
import { imageStatusLabel, notebookStatusLabel } from '../../../../src/ui/text/labels';
import { notSavableMessage } from '../../../../src/ui/text/notSavableMessage';
import { anImage } from '../../../support/builders';

vi.mock('vscode', () => import('../../../support/vscodeStub/index'));

const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

const failed = (statusMessage: string | undefined): Image =>
  anImage({ id: 'image-1', status: 'CREATE_FAILED', statusMessage });

describe('durationText', () => {
  test.each([
    [0, '0:00'],
    [-5, '0:00'],
    [252_999, '4:12'],
    [3_599_999, '59:59'],
    [3_600_000, '1:00:00'],
    [3_729_000, '1:02:09'],
  ])('%d ms is formatted as %s', (ms, shown) => {
    expect(durationText(ms)).toBe(shown);
  });
});

describe('status labels', () => {
  test.each(NOTEBOOK_STATUSES)('the notebook status %s has a label', (status) => {
    expect(notebookStatusLabel(status)).toMatch(/^\p{Lu}[\p{Ll} ]+$/u);
  });

  test.each(IMAGE_STATUSES)('the image status %s has a label', (status) => {
    expect(imageStatusLabel(status)).toMatch(/^\p{Lu}[\p{Ll} ]+$/u);
  });

  test.each([notebookStatusLabel, imageStatusLabel])('an unknown status is shown unchanged, on one line', (label) => {
    expect(label('HIBER\u202ENATING\n')).toBe('HIBER NATING');
    expect(label('')).toBe('Unknown');
  });
});

describe('notSavableMessage', () => {
  test.each([...NOTEBOOK_STATUSES.filter((status) => whyNotSavable({ status })), 'HIBERNATING'])(
    'the message for a notebook with status %s names the notebook and a remedy',
    (status) => {
      const reason = whyNotSavable({ status });
      if (!reason) throw new Error(`${status} can be saved`);
      const { message, remedy } = notSavableMessage(reason, { name: 'train\u200Bing', status });
      expect(message).toMatch(/^train ing .*\.$/);
      expect(remedy).toMatch(/^\p{Lu}.*\.$/u);
    },
  );
});

describe('buildFailure', () => {
  test.each([
    ['container size 62G is greater than threshold 35G', 'caches'],
    ["there are processes in 'D' status, please check process status using 'ps -aux'", 'restart the notebook'],
    ['too many layers in your image', 'earlier image'],
    ['Buildimage,False,Error response from daemon,Cannot pause container 3f2a', 'keep the container busy'],
  ])('adds a remedy to "%s"', (words, remedy) => {
    const text = buildFailure(failed(words));
    expect(text).toContain(`${words}.`);
    expect(text.slice(text.indexOf(words) + words.length)).toContain(remedy);
  });

  test('shows only the service’s message when no remedy is known', () => {
    expect(buildFailure(failed('disk on fire.'))).toBe(
      'Reason from ModelArts: disk on fire. (Build failed, image image-1)',
    );
  });

  test('says that there is no reason when the service sent none', () => {
    expect(buildFailure(failed(undefined))).toBe('ModelArts gave no reason. (Build failed, image image-1)');
  });

  test('contains no line breaks or invisible characters from the service', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (words) => {
        expect(buildFailure(failed(words))).not.toMatch(HIDDEN);
      }),
    );
  });
});
