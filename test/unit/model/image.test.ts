import { expect, test } from 'vitest';
import { type ImagePhase, type ImageStatus, imagePhase } from '../../../src/model/image';
import { anImage } from '../../support/builders';

const EXPECTED: Readonly<Record<ImageStatus, ImagePhase>> = {
  INIT: 'saving',
  CREATING: 'saving',
  ACTIVE: 'usable',
  CREATE_FAILED: 'failed',
  ERROR: 'failed',
  DELETED: 'deleted',
};

test.each(Object.entries(EXPECTED))('the phase of an image with status %s is %s', (status, phase) => {
  expect(imagePhase(anImage({ status }))).toBe(phase);
});

test.each(['PUSHING', 'active', '', 'toString'])(
  'the phase of an image with the unknown status %j is saving',
  (status) => {
    expect(imagePhase(anImage({ status }))).toBe('saving');
  },
);
