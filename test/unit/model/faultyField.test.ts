import { describe, expect, test } from 'vitest';
import { faultyField } from '../../../src/model/errorCodes';

describe('faultyField', () => {
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
  ])('of %s is %s', (code, field) => {
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
  ])('of %s is decided by the message “%s”', (code, message, field) => {
    expect(faultyField(code, message)).toBe(field);
  });
});
