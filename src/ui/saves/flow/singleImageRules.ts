import { l10n } from 'vscode';
import { imageReference } from '../../../model/address';
import type { ImageRequest } from '../../../model/imageRequest';
import { oneLine } from '../../../util/text';
import type { Verdict } from '../../wizard/inputStep';
import { fieldVerdict } from './fieldVerdict';
import type { ImageRules } from './imageRules';
import type { TagAvailability } from './tagAvailability';

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
    readTags: (request) => readTags(tags, request, signal),
    freeTag: (request) => freeTag(tags, request),
  };
}

/** Resolves when the tag has been checked or after a few seconds. Never rejects. */
export async function readTags(tags: TagChecks, request: ImageRequest, signal: AbortSignal): Promise<void> {
  // Loads the tags of the repository even if the tag is still empty.
  tags.prepare(request);
  try {
    await tags.check(request, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** Returns the next free tag if the request's tag is known to exist; otherwise undefined. */
export function freeTag(tags: TagChecks, request: ImageRequest): string | undefined {
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

/** Replaces empty parts of a reference by dots; an empty tag stays empty. */
export function withPlaceholders({
  name,
  namespace,
  tag,
}: ImageRequest): Pick<ImageRequest, 'name' | 'namespace' | 'tag'> {
  return { name: oneLine(name) || '…', namespace: oneLine(namespace) || '…', tag: oneLine(tag) };
}
