import { l10n } from 'vscode';
import { imageReference } from '../../../model/address';
import {
  type CheckedField,
  checkDescription,
  checkName,
  checkNamespace,
  checkTag,
  MAX_DESCRIPTION,
} from '../../../model/checkImageRequest';
import type { ImageRequest } from '../../../model/imageRequest';
import type { Notebook } from '../../../model/notebook';
import { nameFromTemplate, tagFromTemplate } from '../../../model/proposeImage';
import { oneLine } from '../../../util/text';
import { findingMessage } from '../../text/findingMessage';
import type { Verdict } from '../../wizard/inputStep';
import type { TagAvailability } from './tagAvailability';

/** Validation of a request, for one notebook or for several at once. */
export interface ImageRules {
  /** Returns the reference, with dots in place of empty parts. */
  readonly reference: (request: ImageRequest) => string;
  /** Validates one field. */
  readonly verdict: (field: CheckedField, request: ImageRequest) => Verdict | undefined;
  /** Loads which tags exist. Resolves when done or after a few seconds. Never rejects. */
  readonly awaitTagCheck: (request: ImageRequest) => Promise<void>;
  /** Returns the next free tag if the request's tag is known to exist; otherwise undefined. */
  readonly freeTag: (request: ImageRequest) => string | undefined;
}

const CHECKS = { name: checkName, namespace: checkNamespace, tag: checkTag, description: checkDescription } as const;

/** Validates a typed value by the rules of ModelArts and SWR; undefined if valid. */
export function fieldVerdict(field: CheckedField, value: string): Verdict | undefined {
  const finding = CHECKS[field](value);
  return finding && { severity: finding.severity, message: findingMessage(field, finding) };
}

/** Read access to {@link TagAvailability}. */
export type TagChecks = Pick<TagAvailability, 'prepare' | 'peek' | 'check'>;

/**
 * Returns the validation rules for the image of one notebook.
 *
 * @param signal aborts when the flow ends
 */
export function singleImageRules(registry: string, tags: TagChecks, signal: AbortSignal): ImageRules {
  return {
    reference: (request) => imageReference(registry, withPlaceholders(request)),
    verdict: (field, request) => {
      const verdict = fieldVerdict(field, request[field]);
      return verdict?.severity === 'stop' || field !== 'tag' ? verdict : (tagVerdict(tags, request) ?? verdict);
    },
    awaitTagCheck: (request) => awaitTagCheck(tags, request, signal),
    freeTag: (request) => freeTag(tags, request),
  };
}

/** Resolves when the tag has been checked or after a few seconds. Never rejects. */
async function awaitTagCheck(tags: TagChecks, request: ImageRequest, signal: AbortSignal): Promise<void> {
  // Loads the tags of the repository even if the tag is still empty.
  tags.prepare(request);
  try {
    await tags.check(request, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** Returns the next free tag if the request's tag is known to exist; otherwise undefined. */
function freeTag(tags: TagChecks, request: ImageRequest): string | undefined {
  const known = tags.peek(request);
  return known.kind === 'taken' ? known.next : undefined;
}

/** An existing tag is an error, because the service never overwrites one. A failed check only warns. */
function tagVerdict(tags: TagChecks, request: ImageRequest): Verdict | undefined {
  const known = tags.peek(request);
  switch (known.kind) {
    case 'free':
      return undefined;
    case 'taken': {
      const facts = { tag: oneLine(request.tag), free: known.next };
      return {
        severity: 'stop',
        message: l10n.t('Tag {tag} already exists. Press Enter to use {free}.', facts),
      };
    }
    case 'unknown':
      return known.why === 'failed' ? { severity: 'warn', message: tagCheckFailedWarning() } : undefined;
  }
}

/** Returns the warning for a failed tag check. */
export function tagCheckFailedWarning(): string {
  return l10n.t("Couldn't check whether this tag exists. ModelArts rejects duplicates.");
}

/** Replaces empty parts of a reference with dots; an empty tag stays empty. */
function withPlaceholders({ name, namespace, tag }: ImageRequest): Pick<ImageRequest, 'name' | 'namespace' | 'tag'> {
  return { name: oneLine(name) || '…', namespace: oneLine(namespace) || '…', tag: oneLine(tag) };
}

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
      .slice(0, MAX_DESCRIPTION)
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
    awaitTagCheck: async (answers) => {
      await Promise.all(all(answers).map((each) => awaitTagCheck(tags, each, signal)));
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
