import * as vscode from 'vscode';
import type { Organization, OrganizationAccess } from '../../../model/account';
import { oneLine } from '../../../util/text';
import type { Answer, Step } from '../../wizard/answer';
import { askList, type PickList } from '../../wizard/pickStep';
import { escapeRow, type RowFacts } from '../../wizard/quickInput';

/** The result of listing the organizations. */
export type OrganizationsRead =
  | { readonly kind: 'read'; readonly organizations: readonly Organization[] }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Options of {@link pickOrganization}. */
export interface PickOrganizationStep extends Step, Omit<OrganizationRowsOptions, 'organizations'> {
  /** The result of listing. Never rejects. */
  readonly reading: Promise<OrganizationsRead>;
  /** Name of the initially active organization. */
  readonly value: string;
  /** Why the step is shown again. */
  readonly note: string | undefined;
}

/** The user's choice; `typed` is the filter text at that time. */
export type PickedOrganization =
  | { readonly kind: 'organization'; readonly name: string }
  | { readonly kind: 'enter' | 'create'; readonly typed: string }
  /** Listing failed. */
  | { readonly kind: 'unavailable'; readonly typed: string; readonly error: unknown };

/** Asks the user to pick an organization. Shows the preferred ones at once, and those of SWR when loaded. */
export async function pickOrganization(step: PickOrganizationStep): Promise<Answer<PickedOrganization>> {
  return askList<OrganizationRow, PickedOrganization>({
    title: step.note ?? step.title,
    step: step.step,
    totalSteps: step.totalSteps,
    back: step.back,
    placeholder: vscode.l10n.t('Select an SWR organization'),
    matchOnDescription: false,
    matchOnDetail: false,
    rows: organizationRows({ ...step, organizations: undefined }),
    active: (rows) => initialRow(rows, step.value),
    choose: (row, typed) => choose(row?.choice, typed),
    refusal: ({ detail }) => detail,
    load: async (list, answer, closed) => {
      const read = await step.reading;
      if (closed.aborted) return;
      if (read.kind === 'read') draw(list, step, read.organizations);
      else answer({ kind: 'unavailable', typed: list.value.trim(), error: read.error });
    },
  });
}

function choose(choice: OrganizationChoice | undefined, typed: string): PickedOrganization | undefined {
  switch (choice?.kind) {
    case 'organization':
      return choice;
    case 'enter':
    case 'create':
      return { kind: choice.kind, typed };
    case 'readOnly':
    case undefined:
      return undefined;
  }
}

/** Shows the loaded organizations. Keeps the row active that the user moved to; until then, the initial row is active. */
function draw(
  list: PickList<OrganizationRow>,
  step: PickOrganizationStep,
  organizations: readonly Organization[],
): void {
  const movedTo = movedChoice(list, step);
  list.items = organizationRows({ ...step, organizations }).map(escapeRow);
  const row = list.items.find(({ choice }) => movedTo && isSame(choice, movedTo)) ?? initialRow(list.items, step.value);
  if (row) list.activeItems = [row];
  if (organizations.length === 0 && step.preferred.length === 0) {
    list.placeholder = vscode.l10n.t('This account has no SWR organizations. Create one.');
  }
}

/** Returns the choice of the active row, unless it is the initial one. */
function movedChoice(list: PickList<OrganizationRow>, step: PickOrganizationStep): OrganizationChoice | undefined {
  const active = list.activeItems[0]?.choice;
  return active && isSame(active, initialRow(list.items, step.value)?.choice) ? undefined : active;
}

/**
 * Returns the proposed organization; if it is not listed, the row to enter a name; without a proposal, the first
 * selectable organization.
 */
function initialRow<T extends OrganizationRow>(rows: readonly T[], proposal: string): T | undefined {
  const wanted = (choice: OrganizationChoice): boolean =>
    choice.kind === 'organization' && (proposal === '' || choice.name === proposal);
  return rows.find(({ choice }) => choice && wanted(choice)) ?? rows.find(({ choice }) => choice?.kind === 'enter');
}

function isSame(one: OrganizationChoice | undefined, other: OrganizationChoice | undefined): boolean {
  return one?.kind === other?.kind && nameOf(one) === nameOf(other);
}

function nameOf(choice: OrganizationChoice | undefined): string | undefined {
  return choice && 'name' in choice ? choice.name : undefined;
}

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
function organizationRows(options: OrganizationRowsOptions): readonly OrganizationRow[] {
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
