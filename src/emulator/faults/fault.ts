import { type Refusal, refusalOf } from '../http/refusals';

/** How the response is delivered. */
export type Delivery =
  /** Unchanged. `status` replaces 200. */
  | { readonly kind: 'asIs'; readonly status?: number }
  /** TCP reset without a response. */
  | { readonly kind: 'reset' }
  /** Connection closed (FIN) without a response. */
  | { readonly kind: 'close' }
  /** No response on an open connection. */
  | { readonly kind: 'hang' }
  | { readonly kind: 'refuse'; readonly refusal: Refusal; readonly headers?: Readonly<Record<string, string>> }
  | { readonly kind: 'throttle'; readonly seconds: number; readonly as: 'seconds' | 'date' }
  /** The response of another server, e.g. a sign-in page. */
  | { readonly kind: 'page'; readonly status: number; readonly contentType: string; readonly body: string }
  /** Redirect to the emulator's `redirectTo`. */
  | { readonly kind: 'redirect'; readonly status: 302 | 307 | 308 }
  /** The first half of the response. */
  | { readonly kind: 'truncate'; readonly by: 'length' | 'chunk' }
  /** A JSON response of at least `bytes` bytes. */
  | { readonly kind: 'huge'; readonly bytes: number }
  /** The response, one byte every `everyMs` milliseconds of real time. */
  | { readonly kind: 'drip'; readonly everyMs: number };

/** A fault of a request. */
export interface Fault {
  /** True: the request is executed and only its response is affected. False: it does not reach the service. */
  readonly accept: boolean;
  readonly delivery: Delivery;
}

const HTML =
  '<!doctype html><html><head><title>Sign in</title></head><body>Please accept the terms of use.</body></html>';

const MEBIBYTE = 1024 * 1024;

/** Faults by name. */
export const FAULTS = {
  none: { accept: true, delivery: { kind: 'asIs' } },
  created: { accept: true, delivery: { kind: 'asIs', status: 201 } },
  createdEmpty: { accept: true, delivery: { kind: 'page', status: 201, contentType: 'application/json', body: '' } },
  resetBefore: { accept: false, delivery: { kind: 'reset' } },
  resetAfter: { accept: true, delivery: { kind: 'reset' } },
  closeBefore: { accept: false, delivery: { kind: 'close' } },
  closeAfter: { accept: true, delivery: { kind: 'close' } },
  hangBefore: { accept: false, delivery: { kind: 'hang' } },
  hangAfter: { accept: true, delivery: { kind: 'hang' } },
  gatewayTimeoutAfter: { accept: true, delivery: { kind: 'refuse', refusal: refusalOf('APIGW.0201') } },
  truncatedLength: { accept: true, delivery: { kind: 'truncate', by: 'length' } },
  truncatedChunked: { accept: true, delivery: { kind: 'truncate', by: 'chunk' } },
  html: { accept: false, delivery: { kind: 'page', status: 200, contentType: 'text/html; charset=utf-8', body: HTML } },
  empty: { accept: true, delivery: { kind: 'page', status: 200, contentType: 'application/json', body: '' } },
  redirect302: { accept: false, delivery: { kind: 'redirect', status: 302 } },
  redirect307: { accept: false, delivery: { kind: 'redirect', status: 307 } },
  redirect308: { accept: false, delivery: { kind: 'redirect', status: 308 } },
  huge: { accept: true, delivery: { kind: 'huge', bytes: 300 * MEBIBYTE } },
  drip: { accept: true, delivery: { kind: 'drip', everyMs: 200 } },
  throttled: { accept: false, delivery: { kind: 'throttle', seconds: 2, as: 'seconds' } },
  throttledDate: { accept: false, delivery: { kind: 'throttle', seconds: 2, as: 'date' } },
  serverError500: { accept: false, delivery: { kind: 'refuse', refusal: refusalOf('ModelArts.0010') } },
  serverError501: { accept: false, delivery: { kind: 'refuse', refusal: refusalOf('APIGW.0601', '', 501) } },
  serverError502: { accept: false, delivery: { kind: 'refuse', refusal: refusalOf('APIGW.0201', '', 502) } },
  serverError503: { accept: false, delivery: { kind: 'refuse', refusal: refusalOf('APIGW.0601', '', 503) } },
  serverError504: { accept: false, delivery: { kind: 'refuse', refusal: refusalOf('APIGW.0201') } },
  expired401: { accept: false, delivery: { kind: 'refuse', refusal: refusalOf('APIGW.0307') } },
  forbidden: {
    accept: false,
    delivery: { kind: 'refuse', refusal: refusalOf('ModelArts.0112', 'modelarts:image:create') },
  },
  notRunning: { accept: false, delivery: { kind: 'refuse', refusal: refusalOf('ModelArts.6327') } },
  missing400: { accept: false, delivery: { kind: 'refuse', refusal: refusalOf('ModelArts.6404', 'of this id') } },
  missing404: { accept: false, delivery: { kind: 'refuse', refusal: refusalOf('ModelArts.6404', 'of this id', 404) } },
} as const satisfies Readonly<Record<string, Fault>>;

/** Name of a fault in {@link FAULTS}. */
export type FaultName = keyof typeof FAULTS;
