import { l10n } from 'vscode';
import { DEMO_CONNECTION } from '../../connections/connection';
import { REGIONS } from '../../model/region';
import { oneLine } from '../../util/text';
import { sentences } from '../text/formats';
import { askInput } from '../wizard/inputStep';
import { askPick, type PickRow } from '../wizard/pickStep';
import { applyAnswer, type ConnectContext, type DraftStep, titledStep } from './connectContext';
import type { Draft } from './connectionDraft';
import { placeSteps } from './placeSteps';
import { checkStep, projectStep, projectSteps, projectsOf, workspaceStep } from './projectSteps';
import { secretSteps, sourceStep } from './sourceStep';

/** Steps of the wizard that adds a connection: place, credentials, checks and confirmation. */
export function connectSteps(context: ConnectContext, draft: Draft): readonly DraftStep[] {
  return [...placeSteps(context, draft), ...credentialSteps(context, draft), reviewStep(context)];
}

/** Steps that ask for credentials and check them. */
export function credentialSteps(context: ConnectContext, draft: Draft): readonly DraftStep[] {
  return [sourceStep(context), ...secretSteps(context, draft), ...projectSteps(context, draft)];
}

type Choice = 'add' | 'name' | 'project' | 'workspace';

/**
 * The last step. Asks only for the name, unless there are several projects or workspaces. Then it lists name, project and
 * workspace, each of which can be changed.
 */
function reviewStep(context: ConnectContext): DraftStep {
  const ask: DraftStep['ask'] = async (draft, frame) => {
    const name = draftName(context, draft);
    const choices = rowsOf({ ...draft, name });
    if (choices.length === 0) return nameStep(context).ask(draft, frame);
    const add: PickRow<Choice> = {
      icon: 'check',
      label: l10n.t('Add Connection'),
      description: oneLine(name, 100),
      detail: checkResultText(draft),
      value: 'add',
    };
    const answer = await askPick<Choice>({
      ...titledStep(context, frame, l10n.t('Confirm')),
      placeholder: l10n.t('Add this connection, or select what to change'),
      rows: [add, row('name', l10n.t('Name'), name), ...choices],
    });
    if (answer.kind === 'cancelled') return answer;
    if (answer.kind === 'back') return { kind: 'back', value: draft };
    if (answer.value === 'add') return { kind: 'next', value: { ...draft, name } };
    const changed = await change(context, answer.value).ask(draft, { ...frame, back: true });
    if (changed.kind === 'cancelled') return changed;
    return ask(changed.kind === 'next' ? changed.value : draft, frame);
  };
  return { ask };
}

function rowsOf(draft: Draft): readonly PickRow<Choice>[] {
  const workspaces = draft.contents?.workspaces ?? [];
  return [
    ...choiceRow('project', l10n.t('Project'), projectsOf(draft), draft.projectId),
    ...choiceRow('workspace', l10n.t('Workspace'), workspaces, draft.workspaceId),
  ];
}

function choiceRow(
  choice: Choice,
  label: string,
  all: readonly { readonly id: string; readonly name: string }[],
  chosen: string | undefined,
): readonly PickRow<Choice>[] {
  if (all.length < 2) return [];
  return [row(choice, label, all.find(({ id }) => id === chosen)?.name ?? '')];
}

function row(value: Choice, label: string, description: string): PickRow<Choice> {
  return { icon: 'edit', label, description: oneLine(description, 100), value };
}

function change(context: ConnectContext, choice: Exclude<Choice, 'add'>): DraftStep {
  switch (choice) {
    case 'name':
      return nameStep(context);
    case 'workspace':
      return workspaceStep(context);
    case 'project':
      return {
        ask: async (draft, frame) => {
          const chosen = await projectStep(context).ask(draft, frame);
          return chosen.kind === 'next' ? checkStep(context, []).ask(chosen.value, frame) : chosen;
        },
      };
  }
}

/** Asks for the connection's name. Proposes the name of its region. */
function nameStep(context: ConnectContext): DraftStep {
  return {
    ask: async (draft, frame) => {
      const answer = await askInput({
        ...titledStep(context, frame, l10n.t('Name')),
        placeholder: l10n.t('Name of the connection'),
        value: draftName(context, draft),
        prompt: () => prompt(draft),
        check: (value) => {
          if (value === '') return { severity: 'stop', message: l10n.t('Required.') };
          if (value.trim() === DEMO_CONNECTION) {
            return { severity: 'stop', message: l10n.t('The demo uses this name. Enter another one.') };
          }
          if (!context.isNameTaken(value)) return undefined;
          return { severity: 'stop', message: l10n.t('A connection with this name already exists.') };
        },
      });
      return applyAnswer(answer, (name) => ({ ...draft, name }));
    },
  };
}

function prompt(draft: Draft): string {
  return sentences(checkResultText(draft), l10n.t('Name this connection.'));
}

/** Returns a sentence about the result of the check. */
function checkResultText({ contents }: Draft): string {
  if (!contents) return l10n.t("Couldn't check the connection.");
  const { notebooks } = contents;
  if (notebooks === 0) return l10n.t('Connected: no notebooks found.');
  if (notebooks === 1) return l10n.t('Connected: 1 notebook found.');
  return l10n.t('Connected: {count} notebooks found.', { count: notebooks });
}

/** Returns the draft's name, or a proposed one while it is empty. */
function draftName({ isNameTaken }: Pick<ConnectContext, 'isNameTaken'>, { name, region }: Draft): string {
  return name === '' ? proposedName(region, isNameTaken) : name;
}

/** Returns the region's name, with a number when it is taken. */
function proposedName(region: string, isNameTaken: (name: string) => boolean): string {
  const name = REGIONS.find(({ id }) => id === region)?.name ?? region;
  for (let count = 1; ; count += 1) {
    const proposed = count === 1 ? name : `${name} ${count}`;
    if (!isNameTaken(proposed)) return proposed;
  }
}
