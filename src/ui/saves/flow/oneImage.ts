import { l10n } from 'vscode';
import type { ImageRequest } from '../../../model/imageRequest';
import { imageReference } from '../../../model/reference';
import { oneLine } from '../../../util/text';
import type { Verdict } from '../../wizard/inputStep';
import { fieldVerdict } from './fieldVerdict';
import type { ImageRules } from './imageRules';
import type { TagAvailability } from './tagAvailability';

/** Which tags are taken, as far as it is known. */
export type TagKnowledge = Pick<TagAvailability, 'prepare' | 'peek' | 'check'>;

/** The rules for the image of one notebook. `signal` aborts when the questions are over. */
export function oneImage(registry: string, tags: TagKnowledge, signal: AbortSignal): ImageRules {
  return {
    reference: (request) => imageReference(registry, readable(request)),
    verdict: (field, request) => {
      const verdict = fieldVerdict(field, request[field]);
      return verdict?.severity === 'stop' || field !== 'tag' ? verdict : (tagVerdict(tags, request) ?? verdict);
    },
    readTags: (request) => readTags(tags, request, signal),
    freeTag: (request) => freeTag(tags, request),
  };
}

/** Resolves when it is known whether the tag is taken, or not soon enough; never rejects. */
export async function readTags(tags: TagKnowledge, request: ImageRequest, signal: AbortSignal): Promise<void> {
  // Also of an image whose tag is empty so far.
  tags.prepare(request);
  try {
    await tags.check(request, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** The next tag that is free, where this one is known to be taken. */
export function freeTag(tags: TagKnowledge, request: ImageRequest): string | undefined {
  const known = tags.peek(request);
  return known.kind === 'taken' ? known.next : undefined;
}

/** A taken tag stops: the service never overwrites one. What could not be found out only warns. */
function tagVerdict(tags: TagKnowledge, request: ImageRequest): Verdict | undefined {
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
      return known.why === 'failed' ? { severity: 'warn', message: tagNotKnown() } : undefined;
  }
}

/** Said where it could not be found out whether a tag is taken. */
export function tagNotKnown(): string {
  return l10n.t("Couldn't check whether this tag exists. ModelArts rejects duplicates.");
}

/** Dots where nothing is typed yet; no tag where it is empty. */
export function readable({ name, namespace, tag }: ImageRequest): Pick<ImageRequest, 'name' | 'namespace' | 'tag'> {
  return { name: oneLine(name) || '…', namespace: oneLine(namespace) || '…', tag: oneLine(tag) };
}
