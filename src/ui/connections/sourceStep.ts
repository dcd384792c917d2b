import { l10n, QuickPickItemKind } from 'vscode';
import { type Environment, environmentVariable } from '../../connections/environmentCredentials';
import { HcloudFile } from '../../connections/hcloudFile';
import { DEFAULT_SECTION, ProfileFile } from '../../connections/profileFile';
import { oneLine } from '../../util/text';
import { askPick, type PickRow } from '../wizard/pickStep';
import { answered, type ConnectContext, type DraftStep, titled } from './connectContext';
import type { SourceChoice } from './connectionDraft';

/** Asks for the credential source. Lists the sources found on this computer. */
export function sourceStep(context: ConnectContext): DraftStep {
  return {
    ask: async (draft, frame) => {
      const rows = [...typedRows(), separator(), ...(await localRows(context))];
      const answer = await askPick<SourceChoice>({
        ...titled(context, frame, l10n.t('Credentials')),
        placeholder: l10n.t('How do you sign in?'),
        rows,
        isActive: (choice) => JSON.stringify(choice) === JSON.stringify(draft.source),
      });
      return answered(answer, (source) => ({ ...draft, source, search: undefined, projectId: undefined }));
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
