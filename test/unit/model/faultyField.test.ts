import { describe, expect, test } from 'vitest';
import { faultyField } from '../../../src/model/faultyField';

describe('the field an answer is about', () => {
  test.each([
    ['ModelArts.6737', 'tag'],
    ['ModelArts.2884', 'tag'],
    ['SVCSTG.SWR.4090006', 'tag'],
    ['ModelArts.2885', 'namespace'],
    ['SVCSTG.SWR.4040058', 'namespace'],
    ['SVCSTG.SWR.4030170', 'namespace'],
    ['ModelArts.0102', 'workspace'],
    ['ModelArts.7002', 'workspace'],
    ['ModelArts.7004', 'workspace'],
    ['ModelArts.7005', 'workspace'],
    ['ModelArts.7008', 'workspace'],
    ['ModelArts.6327', undefined],
    ['ModelArts.6771', undefined],
    ['ModelArts.6301', undefined],
    ['APIGW.0301', undefined],
    ['ModelArts.9999', undefined],
    [undefined, undefined],
  ])('is of %s: %s', (code, field) => {
    expect(faultyField(code, 'the name of the tag')).toBe(field);
    expect(faultyField(code)).toBe(field);
  });

  test.each([
    ['ModelArts.6336', 'The value of property namespace is wrong', 'namespace'],
    ['ModelArts.6335', 'The property name is missing', 'name'],
    ['ModelArts.6332', "The type of property 'tag' is wrong", 'tag'],
    ['ModelArts.6400', 'The payload is not valid: workspace_id', 'workspace'],
    ['ModelArts.6334', 'description contains forbidden character {<}', 'description'],
    ['ModelArts.0104', 'Parameter error: name', 'name'],
    ['ModelArts.0107', 'the organization is not valid', 'namespace'],
    ['ModelArts.0101', 'Parameter error.', undefined],
    ['ModelArts.6336', 'the filename is stage', undefined],
  ])('is told by the words where %s leaves it open: “%s”', (code, words, field) => {
    expect(faultyField(code, words)).toBe(field);
  });
});
