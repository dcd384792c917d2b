import { l10n } from 'vscode';
import { oneLine } from '../../util/text';
import { askPick, type PickRow } from '../wizard/pickStep';
import { type ConnectContext, type DraftStep, titled } from './connectContext';
import type { Draft } from './connectionDraft';
import { checkResultText, nameOf, nameStep } from './nameStep';
import { checkStep, projectStep, projectsOf, workspaceStep } from './projectSteps';

type Choice = 'add' | 'name' | 'project' | 'workspace';

/**
 * The last step. Asks only for the name, unless there are several projects or workspaces. Then it lists name, project and
 * workspace, each of which can be changed.
 */
export function confirmStep(context: ConnectContext): DraftStep {
  const ask: DraftStep['ask'] = async (draft, frame) => {
    const name = nameOf(context, draft);
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
      ...titled(context, frame, l10n.t('Confirm')),
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
