import * as fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { errorText } from '../../../../src/ui/text/errorText';
import { escapeLinks } from '../../../../src/ui/text/escape';
import { aRefusal } from '../../../support/builders';

vi.mock('vscode', () => import('../../../support/vscodeStub/index'));

/** Text that VS Code renders as a link in a notification. Source: its `parseLinkedText`. */
const LINK = /\[[^\]]+\]\((?:https?:\/\/|command:|file:)[^)\s]+(?: (["']).+?\1)?\)/i;

const parts = fc.constantFrom(
  '[',
  ']',
  '(',
  ')',
  '[a](',
  'command:x',
  'https://a.example',
  'file:///etc',
  ' "t"',
  'a',
  ' ',
);
const linkLikeText = fc.array(parts, { maxLength: 20 }).map((each) => each.join(''));

test('errorText contains message, remedy, error code and request ID', () => {
  expect(errorText(aRefusal({ code: 'ModelArts.6327', requestId: 'r-1' }))).toBe(
    "The notebook isn't running. Start it first, then save it. (ModelArts.6327, request r-1)",
  );
});

test('errorText adds the service’s message when the code does not name the cause', () => {
  expect(errorText(aRefusal({ code: 'ModelArts.6336', serviceMessage: 'property tag is wrong.' }))).toBe(
    'ModelArts rejected the value of a field. Reason from the service: property tag is wrong. ' +
      'Check the organization, the name, the tag, and the description. (ModelArts.6336)',
  );
});

test('errorText never contains a link from the service', () => {
  fc.assert(
    fc.property(linkLikeText, linkLikeText, linkLikeText, (serviceMessage, code, requestId) => {
      expect(errorText(aRefusal({ serviceMessage, code, requestId }))).not.toMatch(LINK);
      expect(errorText(aRefusal({ serviceMessage, code: 'ModelArts.6336', requestId }))).not.toMatch(LINK);
    }),
    { numRuns: 500 },
  );
  expect('[Pay](command:workbench.action.quit)').toMatch(LINK);
  expect(escapeLinks('[Pay](command:workbench.action.quit)')).toBe('[Pay] (command:workbench.action.quit)');
});

test('errorText refers to the log for an unexpected error', () => {
  expect(errorText(new TypeError('secret of the code'))).toBe('An unexpected error occurred. See the log for details.');
});
