import * as vscode from 'vscode';
import type { Organization, OrganizationAccess } from '../../../model/account';
import { oneLine } from '../../../util/text';
import type { RowFacts } from '../../wizard/quickInput';

/** The choice that a row of the organization picker makes. */
export type OrganizationChoice =
  | { readonly kind: 'organization'; readonly name: string }
  /** Listed but not selectable, so that users do not search for it. */
  | { readonly kind: 'readOnly'; readonly name: string }
  /** Enter a name. */
  | { readonly kind: 'enter' }
  /** Create an organization in SWR. */
  | { readonly kind: 'create' };

/** A row of the organization picker; a separator has no choice. */
export interface OrganizationRow extends RowFacts {
  readonly choice?: OrganizationChoice;
}

/** Data of the organization picker. */
export interface OrganizationRowsOptions {
  /** Undefined until loaded. */
  readonly organizations: readonly Organization[] | undefined;
  /** Names listed first, even if SWR does not list them: recently used ones and the configured one. */
  readonly preferred: readonly PreferredOrganization[];
  /** Returns the image reference for an organization. */
  readonly reference: (organization: string) => string;
}

/** An organization listed first, with the reason. */
export interface PreferredOrganization {
  readonly name: string;
  readonly why: 'lastUsed' | 'configured';
}

/**
 * Returns the rows: entries to type or create an organization, preferred ones, others with edit permission, then
 * read-only ones.
 */
export function organizationRows(options: OrganizationRowsOptions): readonly OrganizationRow[] {
  const { organizations = [], preferred } = options;
  const first = preferred.map(({ name }) => name);
  const others = organizations.filter(({ name }) => !first.includes(name));
  const readOnly = others.filter(({ access }) => access === 'read');
  const selectable = [
    ...preferred.map((each) => preferredRow(each, options)),
    ...others.filter(({ access }) => access !== 'read').map((each) => row(each, [], options)),
  ];
  return [
    ...actionRows(),
    ...(selectable.length > 0 ? [separator(vscode.l10n.t('Organizations'))] : []),
    ...selectable,
    ...(readOnly.length > 0 ? [separator(vscode.l10n.t('Read-only'))] : []),
    ...readOnly.map((each) => row(each, [], options)),
  ];
}

function preferredRow({ name, why }: PreferredOrganization, options: OrganizationRowsOptions): OrganizationRow {
  const reason = why === 'lastUsed' ? vscode.l10n.t('last used') : vscode.l10n.t('from the settings');
  const known = options.organizations?.find((each) => each.name === name);
  if (known) return row(known, [reason], options);
  const unknown = options.organizations ? [vscode.l10n.t('not listed by SWR')] : [];
  return row({ name, access: undefined }, [reason, ...unknown], options);
}

function row(
  { name, access }: { readonly name: string; readonly access: OrganizationAccess | undefined },
  remarks: readonly string[],
  { reference }: OrganizationRowsOptions,
): OrganizationRow {
  const isSelectable = access !== 'read';
  const facts = access === undefined ? remarks : [...remarks, accessLabel(access)];
  return {
    icon: isSelectable ? 'organization' : 'lock',
    label: oneLine(name, 100),
    description: facts.join(' · '),
    detail: isSelectable
      ? oneLine(reference(name), 300)
      : vscode.l10n.t('You need edit permission to save images here.'),
    choice: { kind: isSelectable ? 'organization' : 'readOnly', name },
  };
}

/** These rows stay visible whatever the user types. */
function actionRows(): readonly OrganizationRow[] {
  return [
    { icon: 'pencil', label: vscode.l10n.t('Enter Organization…'), alwaysShow: true, choice: { kind: 'enter' } },
    { icon: 'add', label: vscode.l10n.t('Create Organization…'), alwaysShow: true, choice: { kind: 'create' } },
  ];
}

function separator(label: string): OrganizationRow {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

/** Returns the label of the account's permission in an organization. */
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
