import * as vscode from 'vscode';
import type { Organization, OrganizationAccess } from '../../../model/organization';
import { oneLine } from '../../../util/text';
import type { RowFacts } from '../../wizard/quickInput';

/** What a row of the list of organizations stands for. */
export type OrganizationChoice =
  | { readonly kind: 'organization'; readonly name: string }
  /** Shown, so that nobody looks for it in vain; it cannot be taken. */
  | { readonly kind: 'readOnly'; readonly name: string }
  /** To be typed. */
  | { readonly kind: 'enter' }
  /** To be made in SWR. */
  | { readonly kind: 'create' };

export interface OrganizationRow extends RowFacts {
  readonly choice?: OrganizationChoice;
}

export interface OrganizationRowsOptions {
  /** Undefined = not known yet. */
  readonly organizations: readonly Organization[] | undefined;
  /** Names to offer first, whether or not they are in the list: what was taken last, what the settings say. */
  readonly preferred: readonly PreferredOrganization[];
  /** The image's address, were it put there. */
  readonly reference: (organization: string) => string;
}

/** An organization that is offered first, and why. */
export interface PreferredOrganization {
  readonly name: string;
  readonly why: 'lastUsed' | 'configured';
}

/**
 * The entries that lead to an organization outside the list, then the preferred ones, then the others an image can go to, then the
 * read-only ones.
 */
export function organizationRows(options: OrganizationRowsOptions): readonly OrganizationRow[] {
  const { organizations = [], preferred } = options;
  const first = preferred.map(({ name }) => name);
  const others = organizations.filter(({ name }) => !first.includes(name));
  const readOnly = others.filter(({ access }) => access === 'read');
  const takeable = [
    ...preferred.map((each) => preferredRow(each, options)),
    ...others.filter(({ access }) => access !== 'read').map((each) => row(each, [], options)),
  ];
  return [
    ...entries(),
    ...(takeable.length > 0 ? [separator(vscode.l10n.t('Organizations'))] : []),
    ...takeable,
    ...(readOnly.length > 0 ? [separator(vscode.l10n.t('Read-only'))] : []),
    ...readOnly.map((each) => row(each, [], options)),
  ];
}

function preferredRow({ name, why }: PreferredOrganization, options: OrganizationRowsOptions): OrganizationRow {
  const words = why === 'lastUsed' ? vscode.l10n.t('last used') : vscode.l10n.t('from the settings');
  const known = options.organizations?.find((each) => each.name === name);
  if (known) return row(known, [words], options);
  const unknown = options.organizations ? [vscode.l10n.t('not listed by SWR')] : [];
  return row({ name, access: undefined }, [words, ...unknown], options);
}

function row(
  { name, access }: { readonly name: string; readonly access: OrganizationAccess | undefined },
  remarks: readonly string[],
  { reference }: OrganizationRowsOptions,
): OrganizationRow {
  const canTake = access !== 'read';
  const facts = access === undefined ? remarks : [...remarks, accessLabel(access)];
  return {
    icon: canTake ? 'organization' : 'lock',
    label: oneLine(name, 100),
    description: facts.join(' · '),
    detail: canTake ? oneLine(reference(name), 300) : vscode.l10n.t('You need edit permission to save images here.'),
    choice: { kind: canTake ? 'organization' : 'readOnly', name },
  };
}

/** They stay in the list whatever is typed. */
function entries(): readonly OrganizationRow[] {
  return [
    { icon: 'pencil', label: vscode.l10n.t('Enter Organization…'), alwaysShow: true, choice: { kind: 'enter' } },
    { icon: 'add', label: vscode.l10n.t('Create Organization…'), alwaysShow: true, choice: { kind: 'create' } },
  ];
}

function separator(label: string): OrganizationRow {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

/** What the account may do in an organization, as a person says it. */
function accessLabel(access: OrganizationAccess): string {
  switch (access) {
    case 'manage':
      return vscode.l10n.t('admin');
    case 'edit':
      return vscode.l10n.t('can edit');
    case 'read':
      return vscode.l10n.t('read-only');
    case 'unknown':
      return vscode.l10n.t('permissions unknown');
  }
}
