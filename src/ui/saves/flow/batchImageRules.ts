import { l10n } from 'vscode';
import { imageReference } from '../../../model/address';
import { nameFromTemplate, tagFromTemplate } from '../../../model/fillTemplate';
import type { ImageRequest } from '../../../model/imageRequest';
import type { Notebook } from '../../../model/notebook';
import type { Verdict } from '../../wizard/inputStep';
import { fieldVerdict } from './fieldVerdict';
import type { ImageRules } from './imageRules';
import { freeTag, readTags, type TagChecks, withPlaceholders } from './singleImageRules';

const VARIABLE = '${notebook}';

type NamedNotebook = Pick<Notebook, 'name'>;

/** Returns the request for one notebook of a batch. `${notebook}` is replaced by its name, made valid. */
export function requestFor({ name: notebook }: NamedNotebook, answers: ImageRequest): ImageRequest {
  const { name, tag, description } = answers;
  return {
    ...answers,
    name: name.includes(VARIABLE) ? nameFromTemplate(name, { notebook }) : name,
    tag: tag.includes(VARIABLE) ? tagFromTemplate(tag, { notebook }) : tag,
    description: Array.from(description.replaceAll(VARIABLE, () => notebook))
      .slice(0, 512)
      .join(''),
  };
}

/** Returns the validation rules for a batch: each request must be valid, and no two may have the same reference. */
export function batchImageRules(
  registry: string,
  notebooks: readonly NamedNotebook[],
  tags: TagChecks,
  signal: AbortSignal,
): ImageRules {
  const all = (answers: ImageRequest): readonly ImageRequest[] => notebooks.map((each) => requestFor(each, answers));
  const reference = (request: ImageRequest): string => imageReference(registry, withPlaceholders(request));
  return {
    reference: (answers) => {
      const [first = answers] = all(answers);
      return l10n.t('{reference} and {count} more', { reference: reference(first), count: notebooks.length - 1 });
    },
    verdict: (field, answers) => {
      const templateVerdict = fieldVerdict(field, answers[field].replaceAll(VARIABLE, 'x'));
      if (templateVerdict?.severity === 'stop') return templateVerdict;
      const requests = all(answers);
      const found = requests.map((each) => fieldVerdict(field, each[field])).find((each) => each !== undefined);
      return (
        found ?? (field === 'name' || field === 'tag' ? duplicateReferences(requests.map(reference), field) : undefined)
      );
    },
    readTags: async (answers) => {
      await Promise.all(all(answers).map((each) => readTags(tags, each, signal)));
    },
    freeTag: (answers) =>
      answers.tag.includes(VARIABLE)
        ? undefined
        : all(answers)
            .map((each) => freeTag(tags, each))
            .find((each) => each !== undefined),
  };
}

/** Equal names only warn, because the tags may still differ. */
function duplicateReferences(references: readonly string[], field: 'name' | 'tag'): Verdict | undefined {
  if (new Set(references).size === references.length) return undefined;
  return {
    severity: field === 'tag' ? 'stop' : 'warn',
    message: l10n.t('Several notebooks would have the same image reference. Add {variable} to the name or the tag.', {
      variable: VARIABLE,
    }),
  };
}
