import { l10n, QuickPickItemKind } from 'vscode';
import type { Environment } from '../../api/network/networkSettings';
import { environmentVariable } from '../../connections/environmentCredentials';
import { HcloudFile } from '../../connections/hcloudFile';
import { DEFAULT_SECTION, ProfileFile } from '../../connections/profileFile';
import { oneLine } from '../../util/text';
import { sentences } from '../text/formats';
import { askInput } from '../wizard/inputStep';
import { askPick, type PickRow } from '../wizard/pickStep';
import { applyAnswer, type ConnectContext, type DraftStep, titledStep } from './connectContext';
import type { Draft, SourceChoice } from './connectionDraft';

/** Asks for the credential source. Lists the sources found on this computer. */
export function sourceStep(context: ConnectContext): DraftStep {
  return {
    ask: async (draft, frame) => {
      const rows = [...typedRows(), separator(), ...(await localRows(context))];
      const answer = await askPick<SourceChoice>({
        ...titledStep(context, frame, l10n.t('Credentials')),
        placeholder: l10n.t('How do you sign in?'),
        rows,
        isActive: (choice) => JSON.stringify(choice) === JSON.stringify(draft.source),
      });
      return applyAnswer(answer, (source) => ({ ...draft, source, search: undefined, projectId: undefined }));
    },
  };
}

function typedRows(): readonly PickRow<SourceChoice>[] {
  return [
    {
      icon: 'key',
      label: l10n.t('Access Keys'),
      description: l10n.t('access key and secret key, from My Credentials in the console'),
      value: { kind: 'keys' },
    },
    {
      icon: 'key',
      label: l10n.t('Temporary Access Keys'),
      description: l10n.t('with a security token'),
      value: { kind: 'temporaryKeys' },
    },
    {
      icon: 'account',
      label: l10n.t('IAM User and Password'),
      description: l10n.t('exchanged for a token that is valid for one day'),
      value: { kind: 'login' },
    },
  ];
}

function separator(): PickRow<SourceChoice> {
  return { label: l10n.t('On this computer'), kind: QuickPickItemKind.Separator };
}

async function localRows({ environment, home, clock }: ConnectContext): Promise<readonly PickRow<SourceChoice>[]> {
  const [profiles, hcloud] = await Promise.all([
    profileRows(new ProfileFile(environment, home, clock)),
    hcloudRows(new HcloudFile(home, clock)),
  ]);
  return [environmentRow(environment), ...profiles, ...hcloud];
}

function environmentRow(environment: Environment): PickRow<SourceChoice> {
  const label = l10n.t('Environment Variables');
  const variable = environmentVariable(environment);
  if (variable === undefined) {
    return unavailable(label, l10n.t('Set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK before you start VS Code.'));
  }
  return { icon: 'symbol-variable', label, description: variable, value: { kind: 'environment' } };
}

async function profileRows(file: ProfileFile): Promise<readonly PickRow<SourceChoice>[]> {
  const label = l10n.t('SDK Profile File');
  const sections = await file.sections();
  if (sections.length === 0) {
    return [unavailable(label, l10n.t('No keys found in {file}.', { file: file.shownPath }))];
  }
  return sections.map((section) => ({
    icon: 'file',
    label,
    description: `${file.shownPath} [${oneLine(section, 60)}]`,
    value: { kind: 'profileFile', profile: section === DEFAULT_SECTION ? undefined : section },
  }));
}

async function hcloudRows(file: HcloudFile): Promise<readonly PickRow<SourceChoice>[]> {
  const state = await file.state();
  switch (state.kind) {
    case 'absent':
      return [unavailable('hcloud', l10n.t('No keys found in {file}.', { file: file.shownPath }))];
    case 'encrypted':
      return [
        unavailable(
          'hcloud',
          l10n.t('Its keys are encrypted. To use them, run: hcloud configure set --cli-auth-encrypt=false'),
        ),
      ];
    case 'readable':
      return state.profiles.map((profile) => ({
        icon: 'terminal',
        label: 'hcloud',
        description: `${file.shownPath} ${oneLine(profile, 60)}`,
        value: { kind: 'hcloud', profile },
      }));
  }
}

/** A row that cannot be picked and explains how to make the source available. */
function unavailable(label: string, detail: string): PickRow<SourceChoice> {
  return { icon: 'circle-slash', label, detail };
}

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
        ...titledStep(context, frame, title),
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
      return applyAnswer(answer, (value) => (value === '' ? draft : withField(draft, field, value)));
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
