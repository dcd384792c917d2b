import { l10n } from 'vscode';
import { mayBeValid } from '../../connections/tryConnection';
import { isModelArtsError } from '../../model/errors';
import { errorMessage } from '../text/errorMessage';
import { errorSuffix } from '../text/errorSuffix';
import { sentences } from '../text/sentences';
import type { Answer } from '../wizard/answer';
import { askPick, type PickRow } from '../wizard/pickStep';
import { askToWait } from '../wizard/waitStep';
import { type ConnectContext, type Frame, titled } from './connectContext';

/** Result of a check. `skipped`: it failed and the user chose to continue. */
export type Verified<T> = { readonly kind: 'found'; readonly value: T } | { readonly kind: 'skipped' };

type NextAction = 'edit' | 'retry' | 'skip';

/** Runs a check. When it fails, shows the reason and offers to edit the input, to try again or to continue without the check. */
export async function verify<T>(
  context: ConnectContext,
  frame: Frame,
  placeholder: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<Answer<Verified<T>>> {
  for (;;) {
    const { kind, result } = await runCheck(context, frame, placeholder, work);
    if (kind === 'answered') return result;
    const action = await askNextAction(context, frame, result);
    if (action.kind === 'cancelled') return action;
    if (action.kind === 'back' || action.value === 'edit') return { kind: 'back', value: undefined };
    if (action.value === 'skip') return { kind: 'next', value: { kind: 'skipped' } };
  }
}

type CheckOutcome<T> =
  | { readonly kind: 'answered'; readonly result: Answer<Verified<T>> }
  | { readonly kind: 'failed'; readonly result: unknown };

async function runCheck<T>(
  context: ConnectContext,
  frame: Frame,
  placeholder: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<CheckOutcome<T>> {
  try {
    const answer = await askToWait({ ...titled(context, frame, l10n.t('Checking')), placeholder, work });
    if (answer.kind === 'next') {
      return { kind: 'answered', result: { kind: 'next', value: { kind: 'found', value: answer.value } } };
    }
    return { kind: 'answered', result: answer.kind === 'back' ? { kind: 'back', value: undefined } : answer };
  } catch (error) {
    if (!isModelArtsError(error)) throw error;
    context.log.warn(`The connection check failed: ${error.message}`);
    return { kind: 'failed', result: error };
  }
}

function askNextAction(context: ConnectContext, frame: Frame, error: unknown): Promise<Answer<NextAction>> {
  const skipRow: PickRow<NextAction> = {
    icon: 'check',
    label: context.existing ? l10n.t('Update Anyway') : l10n.t('Add Anyway'),
    description: l10n.t('may work later or from another network'),
    value: 'skip',
  };
  return askPick<NextAction>({
    ...titled(context, frame, l10n.t('Connection Failed')),
    placeholder: l10n.t('Select what to do'),
    rows: [
      reasonRow(error),
      { icon: 'arrow-left', label: l10n.t('Edit'), value: 'edit' },
      { icon: 'refresh', label: l10n.t('Try Again'), value: 'retry' },
      ...(mayBeValid(error, context.clock.now()) ? [skipRow] : []),
    ],
    isActive: (action) => action === 'edit',
  });
}

/** A row that shows why the check failed. It cannot be picked. */
function reasonRow(error: unknown): PickRow<NextAction> {
  if (!isModelArtsError(error)) return { label: '' };
  const { message, detail, remedy, code, requestId } = errorMessage(error);
  return {
    icon: 'error',
    label: message,
    detail: sentences(detail, remedy, errorSuffix(code, requestId)),
  };
}
