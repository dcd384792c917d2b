import { l10n } from 'vscode';
import {
  CHECKED_FIELDS,
  type CheckedField,
  checkDescription,
  checkName,
  checkNamespace,
  checkTag,
} from '../../model/checkImageRequest';
import type { ImageRequest } from '../../model/imageRequest';
import { imageReference } from '../../model/reference';
import { oneLine } from '../../util/text';
import { findingMessage } from '../messages/findingMessage';
import { askInput } from './inputStep';

export interface AskImageRequestOptions {
  /** Host the image will be pulled from. */
  readonly registry: string;
  readonly defaults: ImageRequest;
}

const CHECKS = { name: checkName, namespace: checkNamespace, tag: checkTag, description: checkDescription } as const;

/** Asks for name, organization, tag and description, one after another, back and forth; undefined when the person backs out. */
export async function askImageRequest(options: AskImageRequestOptions): Promise<ImageRequest | undefined> {
  let request = options.defaults;
  for (let index = 0; index < CHECKED_FIELDS.length; ) {
    const field = CHECKED_FIELDS[index] ?? 'name';
    const answer = await askInput({
      step: index + 1,
      totalSteps: CHECKED_FIELDS.length,
      value: request[field],
      check: CHECKS[field],
      describe: (finding) => findingMessage(field, finding),
      ...words(field, options.registry, request),
    });
    if (answer.kind === 'cancelled') return undefined;
    request = { ...request, [field]: answer.value };
    index += answer.kind === 'next' ? 1 : -1;
  }
  return request;
}

interface Words {
  readonly title: string;
  readonly placeholder: string;
  readonly prompt: (value: string) => string;
}

/** What a box asks for; every prompt ends with the reference as it will be. */
function words(field: CheckedField, registry: string, request: ImageRequest): Words {
  const reference = (value: string): string => imageReference(registry, readable({ ...request, [field]: value }));
  switch (field) {
    case 'name':
      return {
        title: l10n.t('Save Notebook as Image: Name'),
        placeholder: l10n.t('Image name'),
        prompt: (value) => l10n.t('Image name. It will be {reference}', { reference: reference(value) }),
      };
    case 'namespace':
      return {
        title: l10n.t('Save Notebook as Image: Organization'),
        placeholder: l10n.t('Organization in SWR, such as my-team'),
        prompt: (value) => l10n.t('Organization in SWR. It will be {reference}', { reference: reference(value) }),
      };
    case 'tag':
      return {
        title: l10n.t('Save Notebook as Image: Tag'),
        placeholder: l10n.t('Tag'),
        prompt: (value) =>
          l10n.t('Tag: tells this save from others. It will be {reference}', { reference: reference(value) }),
      };
    case 'description':
      return {
        title: l10n.t('Save Notebook as Image: Description'),
        placeholder: l10n.t('Description (optional)'),
        prompt: () => l10n.t('Description, if you like. It will be {reference}', { reference: reference('') }),
      };
  }
}

/** Dots where nothing is typed yet. */
function readable({ name, namespace, tag }: ImageRequest): Pick<ImageRequest, 'name' | 'namespace' | 'tag'> {
  return { name: plainText(name) || '…', namespace: plainText(namespace) || '…', tag: plainText(tag) || '…' };
}

/** A prompt draws `$(name)` as an icon and `[text](address)` as a link: what a setting or a caller proposes must not. */
function plainText(text: string): string {
  return oneLine(text).replace(/([$\]])\(/g, '$1 (');
}
