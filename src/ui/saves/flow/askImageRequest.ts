import { l10n } from 'vscode';
import type { CheckedField } from '../../../model/checkImageRequest';
import type { ImageRequest } from '../../../model/imageRequest';
import { nextFreeTag } from '../../../model/nextFreeTag';
import { oneLine } from '../../../util/text';
import type { Answer, Step } from '../../wizard/answer';
import { askInput, type InputStep } from '../../wizard/inputStep';
import { askOrganization, type OrganizationSource } from './askOrganization';
import { askWorkspace, offersWorkspaces, type WorkspaceSource } from './askWorkspace';
import type { ImageRules } from './imageRules';
import { saveTitle } from './saveTitle';

export interface AskImageRequestOptions {
  readonly defaults: ImageRequest;
  readonly rules: ImageRules;
  readonly organizations: OrganizationSource;
  /** Asks for the workspace last, where the account has several; undefined = it is not asked for. */
  readonly workspaces?: WorkspaceSource | undefined;
  /** How many steps there were before these. */
  readonly stepsBefore: number;
  /** Where to begin, and why the person is asked again. */
  readonly from?: RequestStep | undefined;
}

/** A field to ask for, and what to say of it first. */
export interface RequestStep {
  readonly field: AskedField;
  readonly note?: string | undefined;
}

/** In the order in which a person is asked. */
export const ASKED_FIELDS = ['namespace', 'name', 'tag', 'description'] as const satisfies readonly CheckedField[];

export type AskedField = CheckedField | 'workspace';

/** The number of the confirmation, which follows the questions and is the last step. */
export function confirmStep(stepsBefore: number, fields: number = ASKED_FIELDS.length): number {
  return stepsBefore + fields + 1;
}

/**
 * Asks for organization, name, tag, description and, where wanted, workspace, one after another, back and forth. Looks up
 * meanwhile which tags are taken: a taken one leads back to its box, which proposes the next free tag.
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
    request = changed(request, field, answer.value);
    if (field === 'description' && answer.kind === 'next') await options.workspaces?.read();
    const fields = fieldsOf(options, request, field);
    const next = fields[fields.indexOf(field) + (answer.kind === 'next' ? 1 : -1)];
    if (next) at = { field: next };
    else if (answer.kind === 'back') return { kind: 'back', value: request };
    else if (rules.freeTag(request) === undefined) return { kind: 'next', value: request };
    else at = { field: 'tag' };
  }
}

/** The fields to ask for, as far as is known; the one that is being asked for is always among them. */
function fieldsOf(
  { workspaces }: Pick<AskImageRequestOptions, 'workspaces'>,
  { workspaceId }: ImageRequest,
  current: AskedField,
): readonly AskedField[] {
  const isOffered = current === 'workspace' || (workspaces && offersWorkspaces(workspaces, workspaceId));
  return isOffered ? [...ASKED_FIELDS, 'workspace'] : ASKED_FIELDS;
}

function changed(request: ImageRequest, field: AskedField, value: string | undefined): ImageRequest {
  return value === undefined ? request : { ...request, [field === 'workspace' ? 'workspaceId' : field]: value };
}

/** A taken tag is never proposed: the next free one is, and why. */
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
    totalSteps: confirmStep(stepsBefore, fields.length),
    back: stepsBefore + index > 0,
  };
  if (field === 'workspace') {
    const source = workspaces ?? NO_WORKSPACES;
    return askWorkspace({ ...step, note, value: request.workspaceId, source });
  }
  const withValue = (value: string): ImageRequest => changed(request, field, value);
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
        select: changingPart,
        prompt: (value) => tagPrompt(value, reference(value)),
        later: rules.readTags(request),
        instead: (value) => insteadOf(withValue(value), rules),
      });
    case 'description':
      return askInput({
        ...box,
        placeholder: l10n.t('Description (optional)'),
        prompt: () => l10n.t('Description for {reference}', { reference: reference('') }),
        check: (value) => box.check(value) ?? tagTakenMeanwhile(request, rules),
        later: rules.readTags(request),
      });
  }
}

const NO_WORKSPACES: WorkspaceSource = { known: [], read: async () => undefined };

function tagPrompt(tag: string, reference: string): string {
  return tag === ''
    ? l10n.t('Leave the tag empty to let ModelArts generate one for {reference}.', { reference })
    : l10n.t('Tag for {reference}', { reference });
}

/** The counter at the end of a tag such as `v3`; of any other, all of it. */
function changingPart(tag: string): readonly [number, number] {
  const isCounted = !nextFreeTag(tag, new Set()).startsWith(tag);
  return [isCounted ? Math.max(0, tag.search(/(?<![0-9])[0-9]+$/)) : 0, tag.length];
}

function insteadOf(request: ImageRequest, rules: ImageRules): Pick<InputStep, 'value' | 'note'> | undefined {
  const free = rules.freeTag(request);
  return free === undefined ? undefined : { value: free, note: takenNote(request.tag, free) };
}

/** Seen only once the next box was open. */
function tagTakenMeanwhile(request: ImageRequest, rules: ImageRules): ReturnType<ImageRules['verdict']> {
  const free = rules.freeTag(request);
  if (free === undefined) return undefined;
  const message = l10n.t('Tag {tag} already exists. Press Enter to change it.', { tag: oneLine(request.tag) });
  return { severity: 'warn', message };
}
