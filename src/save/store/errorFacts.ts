import {
  isModelArtsError,
  type ModelArtsError,
  type NetworkFacts,
  type NotConnectedReason,
  type Refusal,
  type UnreadableReason,
} from '../../model/errors';

/** A serializable error: its kind and fields, without its stack. */
export type ErrorFacts =
  | { readonly kind: 'notSent' | 'noAnswer'; readonly facts: NetworkFacts }
  | ({ readonly kind: 'refused' } & Refusal)
  | {
      readonly kind: 'unreadable';
      readonly reason: UnreadableReason;
      readonly status: number;
      readonly host: string;
      readonly requestId: string | undefined;
    }
  | {
      readonly kind: 'notConnected';
      readonly reason: NotConnectedReason;
      readonly connection: string | undefined;
      readonly detail: string | undefined;
      readonly storedFor: string | undefined;
    }
  | {
      readonly kind: 'outcomeUnknown' | 'notSaved';
      readonly notebookId: string;
      readonly cause: ErrorFacts | undefined;
    };

/** Returns the facts of an error; undefined for an error that is not about a request. */
export function errorFacts(error: ModelArtsError): ErrorFacts | undefined {
  switch (error.kind) {
    case 'notSent':
    case 'noAnswer': {
      const { reason, host, code, proxy } = error.facts;
      return { kind: error.kind, facts: { reason, host, code, proxy } };
    }
    case 'refused': {
      const { kind, status, code, serviceMessage, requestId, retryAfterMs, serverTime } = error;
      return { kind, status, code, serviceMessage, requestId, retryAfterMs, serverTime };
    }
    case 'unreadable': {
      const { kind, reason, status, host, requestId } = error;
      return { kind, reason, status, host, requestId };
    }
    case 'notConnected': {
      const { kind, reason, connection, detail, storedFor } = error;
      return { kind, reason, connection, detail, storedFor };
    }
    case 'outcomeUnknown':
    case 'notSaved': {
      const { kind, notebookId, cause } = error;
      return { kind, notebookId, cause: isModelArtsError(cause) ? errorFacts(cause) : undefined };
    }
    default:
      return undefined;
  }
}
