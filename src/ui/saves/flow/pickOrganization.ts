import * as vscode from 'vscode';
import type { Organization } from '../../../model/organization';
import type { Answer, Step } from '../../wizard/answer';
import { createPick, type DrawnRow, drawn } from '../../wizard/quickInput';
import {
  type OrganizationChoice,
  type OrganizationRow,
  type OrganizationRowsOptions,
  organizationRows,
} from './organizationRows';

/** What came of asking for the organizations. */
export type OrganizationsRead =
  | { readonly kind: 'read'; readonly organizations: readonly Organization[] }
  | { readonly kind: 'failed'; readonly error: unknown };

export interface PickOrganizationStep extends Step, Omit<OrganizationRowsOptions, 'organizations'> {
  /** Never rejects. */
  readonly reading: Promise<OrganizationsRead>;
  /** The row to begin on. */
  readonly value: string;
  /** Why the person is asked again. */
  readonly note: string | undefined;
}

/** What was taken; `typed` is what stood in the filter then. */
export type PickedOrganization =
  | { readonly kind: 'organization'; readonly name: string }
  | { readonly kind: 'enter' | 'create'; readonly typed: string }
  /** There is nothing to pick from. */
  | { readonly kind: 'unavailable'; readonly typed: string; readonly error: unknown };

/** Lets a person pick an organization, from what is known at once and what SWR lists as soon as it does. */
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
  const listening: vscode.Disposable[] = [];
  const closed = new AbortController();
  try {
    return await new Promise((resolve) => {
      listening.push(
        pick.onDidAccept(() => {
          const picked = take(pick.activeItems[0]?.choice, pick.value.trim());
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
    for (const each of listening) each.dispose();
    pick.dispose();
  }
}

/** Draws what SWR lists, as soon as it does; takes the way out where there is nothing to pick from. */
async function fill(
  pick: vscode.QuickPick<DrawnRow<OrganizationRow>>,
  step: PickOrganizationStep,
  closed: AbortSignal,
  leave: (picked: PickedOrganization) => void,
): Promise<void> {
  const read = await step.reading;
  if (closed.aborted) return;
  pick.busy = false;
  if (read.kind === 'read') draw(pick, step, read.organizations);
  else leave({ kind: 'unavailable', typed: pick.value.trim(), error: read.error });
}

function take(choice: OrganizationChoice | undefined, typed: string): PickedOrganization | undefined {
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

/** Draws the rows. The one a person has moved to stays active; until they move, it is the one to begin on. */
function draw(
  pick: vscode.QuickPick<DrawnRow<OrganizationRow>>,
  step: PickOrganizationStep,
  organizations: readonly Organization[] | undefined,
): void {
  const moved = organizations && movedTo(pick, step);
  pick.items = organizationRows({ ...step, organizations }).map(drawn);
  const row = pick.items.find(({ choice }) => moved && isSame(choice, moved)) ?? rowToBeginOn(pick.items, step.value);
  if (row) pick.activeItems = [row];
  if (organizations?.length === 0 && step.preferred.length === 0) {
    pick.placeholder = vscode.l10n.t('This account has no SWR organizations. Create one.');
  }
}

/** The choice of the active row, unless the list began on it. */
function movedTo(
  pick: vscode.QuickPick<DrawnRow<OrganizationRow>>,
  step: PickOrganizationStep,
): OrganizationChoice | undefined {
  const active = pick.activeItems[0]?.choice;
  return active && isSame(active, rowToBeginOn(pick.items, step.value)?.choice) ? undefined : active;
}

/** The proposal; where it is not listed, the entry that types it; without a proposal, the first organization an image can go to. */
function rowToBeginOn<T extends OrganizationRow>(rows: readonly T[], proposal: string): T | undefined {
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
