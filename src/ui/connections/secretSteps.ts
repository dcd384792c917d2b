import { l10n } from 'vscode';
import { sentences } from '../text/sentences';
import { askInput } from '../wizard/inputStep';
import { answered, type ConnectContext, type DraftStep, titled } from './connectContext';
import type { Draft } from './connectionDraft';

type Field = 'accessKey' | 'secretKey' | 'securityToken' | 'domain' | 'user' | 'password';

/** Fields that users paste. Whitespace in them is a copying error. */
const WITHOUT_WHITESPACE: ReadonlySet<Field> = new Set(['accessKey', 'secretKey', 'securityToken']);

/** Steps for the fields of the chosen source; none for a source on this computer. */
export function secretSteps(context: ConnectContext, { source }: Draft): readonly DraftStep[] {
  const steps = (...fields: readonly Field[]) => fields.map((field) => secretStep(context, field));
  switch (source.kind) {
    case 'keys':
      return steps('accessKey', 'secretKey');
    case 'temporaryKeys':
      return steps('accessKey', 'secretKey', 'securityToken');
    case 'login':
      return steps('domain', 'user', 'password');
    case 'environment':
    case 'profileFile':
    case 'hcloud':
      return [];
  }
}

/** Never shows a secret again: an empty box keeps the previous value. */
function secretStep(context: ConnectContext, field: Field): DraftStep {
  const { title, prompt, hidden } = textsOf(field);
  return {
    ask: async (draft, frame) => {
      const previous = draft[field];
      const allowsEmpty = hidden && previous !== '';
      const answer = await askInput({
        ...titled(context, frame, title),
        placeholder: allowsEmpty ? l10n.t('Leave empty to keep what you entered') : title,
        value: hidden ? '' : previous,
        password: hidden,
        prompt: () => prompt,
        check: (value) => {
          if (value === '' && !allowsEmpty) return { severity: 'stop', message: l10n.t('Required.') };
          if (WITHOUT_WHITESPACE.has(field) && /\s/.test(value))
            return { severity: 'stop', message: l10n.t('Contains whitespace. Copy it again.') };
          return undefined;
        },
      });
      return answered(answer, (value) => (value === '' ? draft : withField(draft, field, value)));
    },
  };
}

/** A changed secret discards the project found with the previous one. */
function withField(draft: Draft, field: Field, value: string): Draft {
  if (draft[field] === value) return draft;
  return { ...draft, [field]: value, search: undefined, projectId: undefined };
}

interface FieldTexts {
  readonly title: string;
  readonly prompt: string;
  readonly hidden: boolean;
}

function textsOf(field: Field): FieldTexts {
  const kept = l10n.t("Stored in this computer's keyring, never in settings or logs.");
  switch (field) {
    case 'accessKey':
      return { title: l10n.t('Access Key'), prompt: l10n.t('Access key ID (AK).'), hidden: false };
    case 'secretKey':
      return { title: l10n.t('Secret Key'), prompt: sentences(l10n.t('Secret access key (SK).'), kept), hidden: true };
    case 'securityToken':
      return {
        title: l10n.t('Security Token'),
        prompt: sentences(l10n.t('Security token of the temporary access keys.'), kept),
        hidden: true,
      };
    case 'domain':
      return {
        title: l10n.t('Account'),
        prompt: l10n.t('Account that the IAM user belongs to.'),
        hidden: false,
      };
    case 'user':
      return {
        title: l10n.t('IAM User'),
        prompt: l10n.t("IAM user name. A HUAWEI ID can't be used because IAM doesn't issue tokens for it."),
        hidden: false,
      };
    case 'password':
      return { title: l10n.t('Password'), prompt: sentences(l10n.t('Password of the IAM user.'), kept), hidden: true };
  }
}
