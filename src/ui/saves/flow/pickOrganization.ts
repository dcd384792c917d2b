import * as vscode from 'vscode';
import type { Organization } from '../../../model/account';
import type { Answer, Step } from '../../wizard/answer';
import { createPick, type EscapedRow, escapeRow } from '../../wizard/quickInput';
import {
  type OrganizationChoice,
  type OrganizationRow,
  type OrganizationRowsOptions,
  organizationRows,
} from './organizationRows';

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
  const pick = createPick<OrganizationRow>();
  Object.assign(pick, {
    title: step.note ?? step.title,
    step: step.step,
    totalSteps: step.totalSteps,
    placeholder: vscode.l10n.t('Select an SWR organization'),
    ignoreFocusOut: true,
    matchOnDetail: false,
    buttons: step.back ? [vscode.QuickInputButtons.Back] : [],
    busy: true,
  });
  const listeners: vscode.Disposable[] = [];
  const closed = new AbortController();
  try {
    return await new Promise((resolve) => {
      listeners.push(
        pick.onDidAccept(() => {
          const picked = choose(pick.activeItems[0]?.choice, pick.value.trim());
          if (picked) resolve({ kind: 'next', value: picked });
          else if (pick.activeItems[0]?.detail) pick.title = pick.activeItems[0].detail;
        }),
        pick.onDidTriggerButton(() => resolve({ kind: 'back', value: undefined })),
        pick.onDidHide(() => resolve({ kind: 'cancelled' })),
      );
      draw(pick, step, undefined);
      pick.show();
      void fill(pick, step, closed.signal, (picked) => resolve({ kind: 'next', value: picked }));
    });
  } finally {
    closed.abort();
    for (const listener of listeners) listener.dispose();
    pick.dispose();
  }
}

/** Shows the organizations once they are loaded; calls `onUnavailable` if listing failed. */
async function fill(
  pick: vscode.QuickPick<EscapedRow<OrganizationRow>>,
  step: PickOrganizationStep,
  closed: AbortSignal,
  onUnavailable: (picked: PickedOrganization) => void,
): Promise<void> {
  const read = await step.reading;
  if (closed.aborted) return;
  pick.busy = false;
  if (read.kind === 'read') draw(pick, step, read.organizations);
  else onUnavailable({ kind: 'unavailable', typed: pick.value.trim(), error: read.error });
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

/** Updates the rows. Keeps the row active that the user moved to; until then, the initial row is active. */
function draw(
  pick: vscode.QuickPick<EscapedRow<OrganizationRow>>,
  step: PickOrganizationStep,
  organizations: readonly Organization[] | undefined,
): void {
  const movedTo = organizations && movedChoice(pick, step);
  pick.items = organizationRows({ ...step, organizations }).map(escapeRow);
  const row = pick.items.find(({ choice }) => movedTo && isSame(choice, movedTo)) ?? initialRow(pick.items, step.value);
  if (row) pick.activeItems = [row];
  if (organizations?.length === 0 && step.preferred.length === 0) {
    pick.placeholder = vscode.l10n.t('This account has no SWR organizations. Create one.');
  }
}

/** Returns the choice of the active row, unless it is the initial one. */
function movedChoice(
  pick: vscode.QuickPick<EscapedRow<OrganizationRow>>,
  step: PickOrganizationStep,
): OrganizationChoice | undefined {
  const active = pick.activeItems[0]?.choice;
  return active && isSame(active, initialRow(pick.items, step.value)?.choice) ? undefined : active;
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
