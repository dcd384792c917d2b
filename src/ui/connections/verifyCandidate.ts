import { l10n } from 'vscode';
import { mayBeRight } from '../../connections/tryConnection';
import { isModelArtsError } from '../../model/errors';
import { errorFacts } from '../text/errorFacts';
import { errorMessage } from '../text/errorMessage';
import { sentences } from '../text/sentences';
import type { Answer } from '../wizard/answer';
import { askPick, type PickRow } from '../wizard/pickStep';
import { askToWait } from '../wizard/waitStep';
import { type ConnectContext, type Frame, titled } from './connectContext';

/** What came of trying: what was found, or the person's wish to go on without it. */
export type Attempt<T> = { readonly kind: 'found'; readonly value: T } | { readonly kind: 'untried' };

type Way = 'change' | 'again' | 'keep';

/** Tries something of the service, and tells why where it fails; the person may change what was entered, try again or go on. */
export async function verify<T>(
  context: ConnectContext,
  frame: Frame,
  placeholder: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<Answer<Attempt<T>>> {
  for (;;) {
    const { kind, result } = await outcome(context, frame, placeholder, work);
    if (kind === 'answered') return result;
    const way = await askWay(context, frame, result);
    if (way.kind === 'cancelled') return way;
    if (way.kind === 'back' || way.value === 'change') return { kind: 'back', value: undefined };
    if (way.value === 'keep') return { kind: 'next', value: { kind: 'untried' } };
  }
}

type Outcome<T> =
  | { readonly kind: 'answered'; readonly result: Answer<Attempt<T>> }
  | { readonly kind: 'failed'; readonly result: unknown };

async function outcome<T>(
  context: ConnectContext,
  frame: Frame,
  placeholder: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<Outcome<T>> {
  try {
    const answer = await askToWait({ ...titled(context, frame, l10n.t('Checking')), placeholder, work });
    if (answer.kind === 'next') {
      return { kind: 'answered', result: { kind: 'next', value: { kind: 'found', value: answer.value } } };
    }
    return { kind: 'answered', result: answer.kind === 'back' ? { kind: 'back', value: undefined } : answer };
  } catch (error) {
    if (!isModelArtsError(error)) throw error;
    context.log.warn(`The connection could not be tried: ${error.message}`);
    return { kind: 'failed', result: error };
  }
}

function askWay(context: ConnectContext, frame: Frame, error: unknown): Promise<Answer<Way>> {
  const keep: PickRow<Way> = {
    icon: 'check',
    label: context.existing ? l10n.t('Update Anyway') : l10n.t('Add Anyway'),
    description: l10n.t('may work later or from another network'),
    value: 'keep',
  };
  return askPick<Way>({
    ...titled(context, frame, l10n.t('Connection Failed')),
    placeholder: l10n.t('Select what to do'),
    rows: [
      reasonRow(error),
      { icon: 'arrow-left', label: l10n.t('Edit'), value: 'change' },
      { icon: 'refresh', label: l10n.t('Try Again'), value: 'again' },
      ...(mayBeRight(error, context.clock.now()) ? [keep] : []),
    ],
    isActive: (way) => way === 'change',
  });
}

/** Why it failed, above what can be done. */
function reasonRow(error: unknown): PickRow<Way> {
  if (!isModelArtsError(error)) return { label: '' };
  const { message, detail, remedy, code, requestId } = errorMessage(error);
  return {
    icon: 'error',
    label: message,
    detail: sentences(detail, remedy, errorFacts(code, requestId)),
  };
}
