import { expect, test } from 'vitest';
import { isInTransition, isNotebookStatus, NOTEBOOK_STATUSES, type NotebookStatus } from '../../../src/model/notebook';
import { type NotSavableReason, whyNotSavable } from '../../../src/model/notebookAbilities';
import { aNotebook } from '../../support/builders';

const EXPECTED: Readonly<Record<NotebookStatus, readonly [NotSavableReason | undefined, inTransition: boolean]>> = {
  INIT: ['starting', true],
  CREATING: ['starting', true],
  STARTING: ['starting', true],
  STOPPING: ['stopping', true],
  DELETING: ['deleted', true],
  RUNNING: [undefined, false],
  STOPPED: ['stopped', false],
  SNAPSHOTTING: ['snapshotting', true],
  CREATE_FAILED: ['failed', false],
  START_FAILED: ['failed', false],
  DELETE_FAILED: ['failed', false],
  ERROR: ['failed', false],
  DELETED: ['deleted', false],
  FROZEN: ['frozen', false],
};

test.each(NOTEBOOK_STATUSES)('a notebook with status %s is savable or has a reason why not', (status) => {
  const [reason, inTransition] = EXPECTED[status];
  expect(whyNotSavable(aNotebook({ status }))).toBe(reason);
  expect(isInTransition(status)).toBe(inTransition);
  expect(isNotebookStatus(status)).toBe(true);
});

test.each(['HIBERNATING', 'running', '', 'constructor', '__proto__'])(
  'a notebook with the unknown status %j is not savable',
  (status) => {
    expect(whyNotSavable(aNotebook({ status }))).toBe('unknownStatus');
    expect(isInTransition(status)).toBe(false);
    expect(isNotebookStatus(status)).toBe(false);
  },
);
