import { digText, type Fields } from '../fields';
import { refuse } from '../http/refusals';

/** The fields of a valid save request. */
export interface SaveRequest {
  readonly name: string;
  readonly namespace: string;
  readonly tag: string;
  readonly description: string;
  readonly workspaceId: string;
}

interface Rule {
  readonly field: string;
  readonly isRequired: boolean;
  readonly pattern: RegExp;
}

/**
 * The rules of API page CreateImage. For tags, its English text allows commas and its other texts allow periods, so both
 * are accepted. The page has two more fields for enterprise registries, without rules.
 */
const RULES: readonly Rule[] = [
  { field: 'name', isRequired: true, pattern: /^(?=.{1,128}$)[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/ },
  { field: 'namespace', isRequired: true, pattern: /^[a-z][A-Za-z0-9._-]{0,63}$/ },
  { field: 'tag', isRequired: false, pattern: /^[A-Za-z0-9._,-]{1,64}$/ },
  { field: 'description', isRequired: false, pattern: /^[^]{0,512}$/u },
  { field: 'workspace_id', isRequired: false, pattern: /^(?:0|[0-9a-z]{32})$/ },
  { field: 'swr_instance_id', isRequired: false, pattern: /^[^]*$/ },
  { field: 'swr_instance_domain', isRequired: false, pattern: /^[^]*$/ },
];

/**
 * Validates the body of a save request.
 *
 * @throws RefusedCall ModelArts.6332, 6335 or 6336 with the name of the field
 */
export function checkCreateImage(body: Fields): SaveRequest {
  for (const rule of RULES) checkField(rule, body[rule.field]);
  return {
    name: digText(body, 'name') ?? '',
    namespace: digText(body, 'namespace') ?? '',
    // The default of the service is undocumented. Container tools use `latest`.
    tag: digText(body, 'tag') ?? 'latest',
    description: digText(body, 'description') ?? '',
    workspaceId: digText(body, 'workspace_id') ?? '0',
  };
}

function checkField({ field, isRequired, pattern }: Rule, value: unknown): void {
  if (value === undefined || value === null) {
    if (isRequired) refuse('ModelArts.6335', field);
  } else if (typeof value !== 'string') refuse('ModelArts.6332', field);
  else if (!pattern.test(value)) refuse('ModelArts.6336', field);
}
