import { expect, test } from 'vitest';
import { NOTEBOOK_STATUSES, type NotebookStatus } from '../../../src/model/notebook';
import { type NotebookAbility, notebookAbilities } from '../../../src/model/notebookAbilities';
import { aNotebook } from '../../support/builders';

const END = Date.UTC(2026, 0, 31);

/** The abilities of a notebook with a lease that ends and an SSH endpoint. */
const EXPECTED: Readonly<Record<NotebookStatus, readonly NotebookAbility[]>> = {
  INIT: [],
  CREATING: [],
  STARTING: [],
  STOPPING: [],
  DELETING: [],
  RUNNING: ['savable', 'stoppable', 'renewable', 'openable', 'sshable'],
  STOPPED: ['startable'],
  SNAPSHOTTING: [],
  CREATE_FAILED: [],
  START_FAILED: ['startable'],
  DELETE_FAILED: [],
  ERROR: ['startable'],
  DELETED: [],
  FROZEN: [],
};

test.each(NOTEBOOK_STATUSES)('the abilities of a %s notebook are what the service allows', (status) => {
  expect(notebookAbilities(aNotebook({ status, leaseEndsAt: END, ssh: true }))).toEqual(EXPECTED[status]);
});

test.each(['HIBERNATING', 'running', ''])('a notebook with the unknown status %j has no abilities', (status) => {
  expect(notebookAbilities(aNotebook({ status, leaseEndsAt: END, ssh: true }))).toEqual([]);
});

test('a running notebook that never stops automatically is not renewable', () => {
  expect(notebookAbilities(aNotebook({ leaseEndsAt: undefined, ssh: true }))).toEqual([
    'savable',
    'stoppable',
    'openable',
    'sshable',
  ]);
});

test.each([
  [true, true],
  [undefined, true],
  [false, false],
])('a running notebook with an SSH endpoint: %s has the ability sshable: %s', (ssh, offered) => {
  expect(notebookAbilities(aNotebook({ ssh })).includes('sshable')).toBe(offered);
});
