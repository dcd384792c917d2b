import { describe, expect, test } from 'vitest';
import { isSameNotebook, type Notebook, toNotebookRow } from '../../../src/model/notebook';
import { aNotebook, someDetails } from '../../support/builders';

/** A notebook that differs in every field. */
const OTHER: Notebook = {
  id: 'f9937afa-0000-4000-8000-000000000009',
  name: 'other',
  status: 'STOPPED',
  flavor: 'modelarts.vm.gpu.v100',
  feature: 'DEFAULT',
  ownerId: 'u1',
  ownerName: 'grace',
  imageName: 'mindspore_2.0',
  poolName: 'pool',
  workspaceId: '7',
  ssh: true,
  createdAt: 1,
  leaseStartedAt: 2,
  leaseEndsAt: 3,
};

describe('a notebook row', () => {
  test('keeps only the displayed fields of the notebook’s details', () => {
    expect(toNotebookRow(someDetails({ ...OTHER, description: 'long', sshUri: 'ssh://host' }))).toEqual(OTHER);
  });

  test('is the same for a notebook that was read again or with its details', () => {
    expect(isSameNotebook(aNotebook(), aNotebook())).toBe(true);
    expect(isSameNotebook(OTHER, { ...OTHER })).toBe(true);
    expect(isSameNotebook(aNotebook(), someDetails({ description: 'what a row does not show' }))).toBe(true);
    expect(isSameNotebook(someDetails({ updatedAt: 1 }), someDetails({ updatedAt: 2 }))).toBe(true);
  });

  test.each(Object.entries(OTHER))('differs when %s is %j', (field, value) => {
    const changed = { ...aNotebook(), [field]: value };
    expect(isSameNotebook(aNotebook(), changed)).toBe(false);
    expect(isSameNotebook(changed, aNotebook())).toBe(false);
  });

  test('is the same for any order of the fields', () => {
    expect(isSameNotebook(OTHER, Object.fromEntries(Object.entries(OTHER).toReversed()) as unknown as Notebook)).toBe(
      true,
    );
  });
});
