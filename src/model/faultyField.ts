/** A field of the save request, as the questions know them. */
export type FaultyField = 'name' | 'namespace' | 'tag' | 'description' | 'workspace';

/** Codes that are about one field. Source: ModelArts API reference, appendix "Error Codes"; SWR API reference, "Error Codes". */
const BY_CODE: ReadonlyMap<string, FaultyField> = new Map([
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

/** Codes that say that some value is wrong, and leave it to the words which. */
const SOME_FIELD: ReadonlySet<string> = new Set(
  ['0101', '0104', '0107', '6332', '6334', '6335', '6336', '6400'].map((number) => `ModelArts.${number}`),
);

/** Names of the request's fields as the service writes them; those that hold another one's name come first. */
const BY_WORD: readonly (readonly [RegExp, FaultyField])[] = [
  [/workspace(?:_id)?/i, 'workspace'],
  [/namespace|organi[sz]ation/i, 'namespace'],
  [/\btag\b/i, 'tag'],
  [/\bdescription\b/i, 'description'],
  [/\bname\b/i, 'name'],
];

/**
 * The field of the save request that an answer is about, so that a person is led back to that question and to no other.
 * `words`: the service's own; they decide where the code leaves it open. Undefined = none in particular.
 */
export function faultyField(code: string | undefined, words = ''): FaultyField | undefined {
  const known = BY_CODE.get(code ?? '');
  if (known || !SOME_FIELD.has(code ?? '')) return known;
  return BY_WORD.find(([word]) => word.test(words))?.[1];
}
