import { l10n } from 'vscode';
import type { CheckedField } from '../../../model/checkImageRequest';
import type { ImageRequest } from '../../../model/imageRequest';
import { nextFreeTag } from '../../../model/proposeImage';
import { oneLine } from '../../../util/text';
import type { Answer, Step } from '../../wizard/answer';
import { askInput, type InputStep } from '../../wizard/inputStep';
import { askOrganization, type OrganizationSource } from './askOrganization';
import { askWorkspace, offersWorkspaces, type WorkspaceSource } from './askWorkspace';
import type { ImageRules } from './imageRules';
import { saveTitle } from './saveTitle';

/** Options of {@link askImageRequest}. */
export interface AskImageRequestOptions {
  readonly defaults: ImageRequest;
  readonly rules: ImageRules;
  readonly organizations: OrganizationSource;
  /** Asks for the workspace last, if the account has several; undefined skips the question. */
  readonly workspaces?: WorkspaceSource | undefined;
  /** The number of steps before these. */
  readonly stepsBefore: number;
  /** The first step, and why it is shown again. */
  readonly from?: RequestStep | undefined;
}

/** A field to ask for, with an optional note. */
export interface RequestStep {
  readonly field: AskedField;
  readonly note?: string | undefined;
}

/** The fields that are always asked for, in this order. */
export const ASKED_FIELDS = ['namespace', 'name', 'tag', 'description'] as const satisfies readonly CheckedField[];

/** A field with a step of its own. */
export type AskedField = CheckedField | 'workspace';

/** Returns the number of the confirmation step, which is the last. */
export function confirmStepNumber(stepsBefore: number, fields: number = ASKED_FIELDS.length): number {
  return stepsBefore + fields + 1;
}

/**
 * Asks for organization, name, tag, description and optionally the workspace, with Back. Checks meanwhile which tags
 * exist; for an existing tag, the flow returns to its step and proposes the next free one.
 */
export async function askImageRequest(options: AskImageRequestOptions): Promise<Answer<ImageRequest>> {
  const { rules } = options;
  let request = options.defaults;
  let at: RequestStep = options.from ?? { field: 'namespace' };
  for (;;) {
    if (at.field === 'tag') [request, at] = withFreeTag(request, at, rules);
    const { field } = at;
    const answer = await askField(options, request, at);
    if (answer.kind === 'cancelled') return answer;
    request = withField(request, field, answer.value);
    if (field === 'description' && answer.kind === 'next') await options.workspaces?.read();
    const fields = fieldsOf(options, request, field);
    const next = fields[fields.indexOf(field) + (answer.kind === 'next' ? 1 : -1)];
    if (next) at = { field: next };
    else if (answer.kind === 'back') return { kind: 'back', value: request };
    else if (rules.freeTag(request) === undefined) return { kind: 'next', value: request };
    else at = { field: 'tag' };
  }
}

/**
 * Returns the fields to ask for, which always include `current`. The workspace is added once the account is known to
 * have several.
 */
function fieldsOf(
  { workspaces }: Pick<AskImageRequestOptions, 'workspaces'>,
  { workspaceId }: ImageRequest,
  current: AskedField,
): readonly AskedField[] {
  const isOffered = current === 'workspace' || (workspaces && offersWorkspaces(workspaces, workspaceId));
  return isOffered ? [...ASKED_FIELDS, 'workspace'] : ASKED_FIELDS;
}

function withField(request: ImageRequest, field: AskedField, value: string | undefined): ImageRequest {
  return value === undefined ? request : { ...request, [field === 'workspace' ? 'workspaceId' : field]: value };
}

/** Replaces an existing tag by the next free one and adds a note. */
function withFreeTag(request: ImageRequest, at: RequestStep, rules: ImageRules): [ImageRequest, RequestStep] {
  const free = rules.freeTag(request);
  if (free === undefined) return [request, at];
  return [
    { ...request, tag: free },
    { field: 'tag', note: at.note ?? takenNote(request.tag, free) },
  ];
}

function takenNote(tag: string, free: string): string {
  return l10n.t('Tag {tag} already exists. The next free tag is {free}.', { tag: oneLine(tag), free });
}

function askField(
  options: AskImageRequestOptions,
  request: ImageRequest,
  { field, note }: RequestStep,
): Promise<Answer<string>> {
  const { rules, organizations, workspaces, stepsBefore } = options;
  const fields = fieldsOf(options, request, field);
  const index = fields.indexOf(field);
  const step: Step = {
    title: saveTitle(field),
    step: stepsBefore + index + 1,
    totalSteps: confirmStepNumber(stepsBefore, fields.length),
    back: stepsBefore + index > 0,
  };
  if (field === 'workspace') {
    const source = workspaces ?? NO_WORKSPACE_SOURCE;
    return askWorkspace({ ...step, note, value: request.workspaceId, source });
  }
  const withValue = (value: string): ImageRequest => withField(request, field, value);
  const reference = (value: string): string => oneLine(rules.reference(withValue(value)), 400);
  const box = {
    ...step,
    note,
    value: request[field],
    check: (value: string) => rules.verdict(field, withValue(value)),
  };
  switch (field) {
    case 'namespace':
      return askOrganization({ ...step, note, value: request.namespace, source: organizations, reference });
    case 'name':
      return askInput({
        ...box,
        placeholder: l10n.t('Image name'),
        prompt: (value) => l10n.t('Name for {reference}', { reference: reference(value) }),
      });
    case 'tag':
      return askInput({
        ...box,
        placeholder: l10n.t('Tag (optional)'),
        select: counterRange,
        prompt: (value) => tagPrompt(value, reference(value)),
        revalidateAfter: rules.awaitTagCheck(request),
        replacement: (value) => replacementFor(withValue(value), rules),
      });
    case 'description':
      return askInput({
        ...box,
        placeholder: l10n.t('Description (optional)'),
        prompt: () => l10n.t('Description for {reference}', { reference: reference('') }),
        check: (value) => box.check(value) ?? existingTagWarning(request, rules),
        revalidateAfter: rules.awaitTagCheck(request),
      });
  }
}

const NO_WORKSPACE_SOURCE: WorkspaceSource = { known: [], read: async () => undefined };

function tagPrompt(tag: string, reference: string): string {
  return tag === ''
    ? l10n.t('Leave the tag empty to let ModelArts generate one for {reference}.', { reference })
    : l10n.t('Tag for {reference}', { reference });
}

/** Returns the range of the counter at the end of a tag such as `v3`; otherwise the whole tag. */
function counterRange(tag: string): readonly [number, number] {
  const isCounted = !nextFreeTag(tag, new Set()).startsWith(tag);
  return [isCounted ? Math.max(0, tag.search(/(?<![0-9])[0-9]+$/)) : 0, tag.length];
}

function replacementFor(request: ImageRequest, rules: ImageRules): Pick<InputStep, 'value' | 'note'> | undefined {
  const free = rules.freeTag(request);
  return free === undefined ? undefined : { value: free, note: takenNote(request.tag, free) };
}

/** Warns if the tag turned out to exist after its step was completed. */
function existingTagWarning(request: ImageRequest, rules: ImageRules): ReturnType<ImageRules['verdict']> {
  const free = rules.freeTag(request);
  if (free === undefined) return undefined;
  const message = l10n.t('Tag {tag} already exists. Press Enter to change it.', { tag: oneLine(request.tag) });
  return { severity: 'warn', message };
}
