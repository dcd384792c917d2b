import { l10n } from 'vscode';
import { DEMO_CONNECTION } from '../../connections/connection';
import { REGIONS } from '../../model/region';
import { sentences } from '../text/sentences';
import { askInput } from '../wizard/inputStep';
import { answered, type ConnectContext, type DraftStep, titled } from './connectContext';
import type { Draft } from './connectionDraft';

/** Asks for the connection's name. Proposes the name of its region. */
export function nameStep(context: ConnectContext): DraftStep {
  return {
    ask: async (draft, frame) => {
      const answer = await askInput({
        ...titled(context, frame, l10n.t('Name')),
        placeholder: l10n.t('Name of the connection'),
        value: nameOf(context, draft),
        prompt: () => prompt(draft),
        check: (value) => {
          if (value === '') return { severity: 'stop', message: l10n.t('Required.') };
          if (value.trim() === DEMO_CONNECTION) {
            return { severity: 'stop', message: l10n.t('The demo uses this name. Enter another one.') };
          }
          if (!context.isTaken(value)) return undefined;
          return { severity: 'stop', message: l10n.t('A connection with this name already exists.') };
        },
      });
      return answered(answer, (name) => ({ ...draft, name }));
    },
  };
}

function prompt(draft: Draft): string {
  return sentences(checkResultText(draft), l10n.t('Name this connection.'));
}

/** Returns a sentence about the result of the check. */
export function checkResultText({ contents }: Draft): string {
  if (!contents) return l10n.t("Couldn't check the connection.");
  const { notebooks } = contents;
  if (notebooks === 0) return l10n.t('Connected: no notebooks found.');
  if (notebooks === 1) return l10n.t('Connected: 1 notebook found.');
  return l10n.t('Connected: {count} notebooks found.', { count: notebooks });
}

/** Returns the draft's name, or a proposed one while it is empty. */
export function nameOf({ isTaken }: Pick<ConnectContext, 'isTaken'>, { name, region }: Draft): string {
  return name === '' ? proposedName(region, isTaken) : name;
}

/** Returns the region's name, with a number when it is taken. */
function proposedName(region: string, isTaken: (name: string) => boolean): string {
  const name = REGIONS.find(({ id }) => id === region)?.name ?? region;
  for (let count = 1; ; count += 1) {
    const proposed = count === 1 ? name : `${name} ${count}`;
    if (!isTaken(proposed)) return proposed;
  }
}
