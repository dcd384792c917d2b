/** A field of the save request. */
export type FaultyField = 'name' | 'namespace' | 'tag' | 'description' | 'workspace';

/**
 * Error codes that concern one field. Source: ModelArts API reference, appendix "Error Codes"; SWR API reference,
 * "Error Codes".
 */
const FIELD_BY_CODE: ReadonlyMap<string, FaultyField> = new Map([
  ['ModelArts.6737', 'tag'],
  ['ModelArts.2884', 'tag'],
  ['SVCSTG.SWR.4090006', 'tag'],
  ['ModelArts.2885', 'namespace'],
  ['SVCSTG.SWR.4030170', 'namespace'],
  ['SVCSTG.SWR.4040058', 'namespace'],
  ['ModelArts.0102', 'workspace'],
  ['ModelArts.7002', 'workspace'],
  ['ModelArts.7004', 'workspace'],
  ['ModelArts.7005', 'workspace'],
  ['ModelArts.7008', 'workspace'],
]);

/** Error codes for an invalid value whose field only the message names. */
const UNSPECIFIC_CODES: ReadonlySet<string> = new Set(
  ['0101', '0104', '0107', '6332', '6334', '6335', '6336', '6400'].map((number) => `ModelArts.${number}`),
);

/** Names the service's messages use for the fields. A name that contains another one comes first. */
const FIELD_BY_PATTERN: readonly (readonly [RegExp, FaultyField])[] = [
  [/workspace(?:_id)?/i, 'workspace'],
  [/namespace|organi[sz]ation/i, 'namespace'],
  [/\btag\b/i, 'tag'],
  [/\bdescription\b/i, 'description'],
  [/\bname\b/i, 'name'],
];

/**
 * Returns the field of the save request that a refusal concerns, so that the user returns to the right step. Undefined
 * if it concerns no particular field.
 *
 * @param message the service's message, which decides if the code does not
 */
export function faultyField(code: string | undefined, message = ''): FaultyField | undefined {
  const field = FIELD_BY_CODE.get(code ?? '');
  if (field || !UNSPECIFIC_CODES.has(code ?? '')) return field;
  return FIELD_BY_PATTERN.find(([word]) => word.test(message))?.[1];
}
