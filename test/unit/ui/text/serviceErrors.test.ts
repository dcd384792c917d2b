import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ServiceError } from '../../../../src/ui/text/codes/serviceErrorTable';
import { EXPLAINED_CODES, serviceError } from '../../../../src/ui/text/serviceErrors';
import { languages } from '../../../support/languages';
import { speak } from '../../../support/vscodeStub/l10n';

vi.mock('vscode', () => import('../../../support/vscodeStub/index'));

/** Documented codes for the requests of this extension. Source: ModelArts API reference, appendix "Error Codes". */
const SERVICE = [
  ...'6309 6404 6327 6357 6305 6306 6307 6308 6355 6333 6326 6301 6302 6334 6332 6335 6336 6400 6737 6771 6797 6768'.split(
    ' ',
  ),
  ...'2884 2885 2883 2785 0104 0107 0101 0102 7005 7002 7004 7008 0112 0108 0113 0116 0118 6201 6203 6200 6360 0010'.split(
    ' ',
  ),
  ...'0201 0202 0203 0204 0205 0206 0207 0208 0209 0210 0211 0212'.split(' '),
].map((number) => `ModelArts.${number}`);
const GATEWAY = '0101 0103 0104 0105 0106 0201 0301 0302 0303 0304 0305 0306 0307 0308 0310 0311 0402 0601 0613 0802'
  .split(' ')
  .map((number) => `APIGW.${number}`);
const REGISTRY = '4010000 4030170 4040010 4040048 4040058 4090006 4090023'
  .split(' ')
  .map((number) => `SVCSTG.SWR.${number}`);

const DOCUMENTED = [...SERVICE, ...GATEWAY, ...REGISTRY];

/** Codes with the same description in the reference. */
const TWINS = [
  ['ModelArts.0104', 'ModelArts.0107', 'ModelArts.0101'],
  ['ModelArts.0102', 'ModelArts.7005'],
  ['ModelArts.0113', 'ModelArts.0118'],
  ['ModelArts.0203', 'ModelArts.0204'],
  ['ModelArts.0211', 'ModelArts.0212'],
  ['ModelArts.6360', 'ModelArts.0010'],
  ['APIGW.0103', 'APIGW.0104', 'APIGW.0105', 'APIGW.0106'],
  ['APIGW.0302', 'APIGW.0306'],
  ['APIGW.0303', 'APIGW.0304', 'APIGW.0305', 'APIGW.0311'],
];

function byFirst([one = '']: readonly string[], [other = '']: readonly string[]): number {
  return one < other ? -1 : 1;
}

function explained(code: string): ServiceError {
  const found = serviceError(code);
  if (!found) throw new Error(`${code} has no message`);
  return found;
}

test('all documented error codes have a message, and no others', () => {
  expect(EXPLAINED_CODES.toSorted()).toEqual(DOCUMENTED.toSorted());
});

describe.each(languages)('service errors in $name', ({ name, words }) => {
  beforeEach(() => speak(words));
  afterEach(() => speak({}));

  test.each(DOCUMENTED)('%s has a one-sentence message and a one-sentence remedy', (code) => {
    const { message, remedy } = explained(code);
    for (const sentence of [message, remedy]) {
      expect(sentence).toMatch(name === 'en' ? /^\p{Lu}[^{}]*\.$/u : /^[^{}]+[.。！]$/u);
    }
    expect(remedy).not.toBe(message);
  });

  test('each code has its own message unless the documentation describes it like another', () => {
    const codes = new Map<string, string[]>();
    for (const code of DOCUMENTED) {
      const { message } = explained(code);
      codes.set(message, [...(codes.get(message) ?? []), code]);
    }
    const shared = [...codes.values()].filter((each) => each.length > 1);
    expect(shared.toSorted(byFirst)).toEqual(TWINS.toSorted(byFirst));
  });
});

test.each(languages.filter(({ name }) => name !== 'en'))('all messages are translated in $name', ({ words }) => {
  const english = DOCUMENTED.map(explained);
  speak(words);
  for (const [index, code] of DOCUMENTED.entries()) {
    expect(explained(code).message).not.toBe(english[index]?.message);
    expect(explained(code).remedy).not.toBe(english[index]?.remedy);
  }
  speak({});
});

describe('specific messages', () => {
  test.each([
    ['APIGW.0402', /network address/],
    ['APIGW.0802', /region/],
    ['APIGW.0201', /too large|isn't responding/],
    ['APIGW.0301', /access keys/],
    ['ModelArts.6305', /already running/],
    ['ModelArts.6306', /is starting/],
    ['ModelArts.6797', /find the image/],
    ['ModelArts.6307', /already stopped/],
    ['ModelArts.6308', /is stopping/],
    ['ModelArts.6301', /notebook with this name/],
    ['ModelArts.6302', /notebook quota/],
  ])('the message of %s names the specific reason', (code, words) => {
    expect(explained(code).message).toMatch(words);
  });
});
