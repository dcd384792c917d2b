import { l10n } from 'vscode';
import { isModelArtsError } from '../../../model/errors';
import { oneLine } from '../../../util/text';
import { errorMessage } from '../../text/errorMessage';
import { errorReference } from '../../text/errorText';
import { sentences } from '../../text/formats';
import type { Answer, Step } from '../../wizard/answer';
import { askInput, type Verdict } from '../../wizard/inputStep';
import { fieldVerdict } from './imageRules';
import type { PreferredOrganization } from './pickOrganization';
import { type OrganizationsRead, type PickedOrganization, pickOrganization } from './pickOrganization';

/** The organizations of an account. */
export interface OrganizationSource {
  /** Lists the organizations in SWR. Never rejects. */
  readonly read: () => Promise<OrganizationsRead>;
  /** Creates an organization in SWR. @throws RefusedError if the name is not accepted */
  readonly create: (name: string, signal: AbortSignal) => Promise<void>;
  readonly preferred: readonly PreferredOrganization[];
}

/** The organization step of the save flow. */
export interface OrganizationStep extends Step {
  readonly source: OrganizationSource;
  readonly value: string;
  readonly note: string | undefined;
  readonly reference: (organization: string) => string;
}

/** Asks for the organization: from a list, as text, or by creating one. Only as text if listing fails. */
export async function askOrganization(step: OrganizationStep): Promise<Answer<string>> {
  let { note } = step;
  for (;;) {
    const { source, ...shown } = step;
    const answer = await pickOrganization({ ...shown, note, preferred: source.preferred, reading: source.read() });
    if (answer.kind === 'cancelled') return answer;
    if (answer.kind === 'back') return { kind: 'back', value: step.value };
    const picked = answer.value;
    if (picked.kind === 'organization') return { kind: 'next', value: picked.name };
    const typed = await askByText(step, picked);
    // Back returns to the list, if there is one.
    if (typed.kind !== 'back' || picked.kind === 'unavailable') return typed;
    note = undefined;
  }
}

function askByText(
  step: OrganizationStep,
  picked: Exclude<PickedOrganization, { readonly kind: 'organization' }>,
): Promise<Answer<string>> {
  const base = {
    ...step,
    back: step.back || picked.kind !== 'unavailable',
    placeholder: l10n.t('SWR organization, such as my-team'),
  };
  const reference = (value: string): string => oneLine(step.reference(value), 300);
  const prompt = (value: string): string => l10n.t('Organization for {reference}', { reference: reference(value) });
  switch (picked.kind) {
    case 'enter':
      return askInput({
        ...base,
        value: picked.typed || step.value,
        prompt,
        check: (value) => fieldVerdict('namespace', value),
      });
    case 'unavailable':
      return askInput({
        ...base,
        value: picked.typed || step.value,
        prompt,
        check: (value) => fieldVerdict('namespace', value),
        note: sentences(step.note, unavailable(picked.error)),
      });
    case 'create':
      return askInput({
        ...base,
        title: l10n.t('Create Organization in SWR'),
        value: picked.typed,
        prompt: (value) =>
          l10n.t('Organization name, unique across SWR. Image: {reference}', {
            reference: reference(value),
          }),
        check: validateNewName,
        submit: (value, signal) => create(step.source, value, signal),
      });
  }
}

/** A warning about an existing organization is an error for a new one. */
function validateNewName(value: string): Verdict | undefined {
  const verdict = fieldVerdict('namespace', value);
  return verdict && { ...verdict, severity: 'stop' };
}

async function create(
  { create: make }: OrganizationSource,
  name: string,
  signal: AbortSignal,
): Promise<Verdict | undefined> {
  try {
    await make(name, signal);
    return undefined;
  } catch (error) {
    if (signal.aborted) return undefined;
    if (!isModelArtsError(error)) throw error;
    return { severity: 'stop', message: whyNotCreated(error, name) };
  }
}

function whyNotCreated(error: Parameters<typeof errorMessage>[0], name: string): string {
  if (error.kind === 'refused' && error.status === 409) {
    return l10n.t(
      '{name} is already taken. Organization names are unique across all SWR accounts; enter another one.',
      { name },
    );
  }
  const { message, remedy, code } = errorMessage(error);
  return sentences(message, remedy, errorReference(code));
}

function unavailable(error: unknown): string {
  const why = isModelArtsError(error) ? errorMessage(error).message : '';
  return sentences(l10n.t("Couldn't list the organizations. Enter one."), why);
}
