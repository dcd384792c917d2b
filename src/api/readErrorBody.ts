/** The fields of an error response. */
export interface ErrorBody {
  /** E.g. `ModelArts.6327`, `APIGW.0301`. */
  readonly code: string | undefined;
  /** The service's message, without the request it may echo. May be empty, and may still contain secrets. */
  readonly message: string;
  readonly requestId: string | undefined;
}

/**
 * The field names that the vendor's services use for code and message, in the order in which its SDKs look for them.
 */
const SPELLINGS = [
  ['error_code', 'error_msg'],
  ['errorCode', 'errorMsg'],
  ['errorCode', 'errorMessage'],
  ['errCode', 'errMsg'],
  ['err_code', 'err_msg'],
  ['code', 'message'],
  ['code', 'msg'],
] as const;

const REQUEST_IDS = ['request_id', 'requestId', 'RequestId'] as const;

/**
 * Reads an error body of any of the vendor's shapes. Prefers an object that has a code and a message, then one with a
 * code, then one with a message, at any depth. Text of any other shape is itself the message.
 */
export function readErrorBody(body: string): ErrorBody {
  const objects = objectsIn(parse(body), 0);
  const requestId = objects.map((fields) => first(fields, REQUEST_IDS)).find((id) => id !== undefined);
  const errors = objects.flatMap(errorsIn);
  const found =
    errors.find(({ code, message }) => code !== undefined && message !== undefined) ??
    errors.find(({ code }) => code !== undefined) ??
    errors.find(({ message }) => message !== undefined);
  if (found) return { code: found.code, message: scrub(found.message ?? ''), requestId };
  return { code: undefined, message: /^\s*</.test(body) ? '' : scrub(body), requestId };
}

type Fields = ReadonlyMap<string, unknown>;

/** Returns the object and the objects nested in it, outermost first. */
function objectsIn(value: unknown, depth: number): readonly Fields[] {
  if (typeof value !== 'object' || value === null || depth > 3) return [];
  const fields = new Map<string, unknown>(Object.entries(value));
  return [fields, ...Array.from(fields.values()).flatMap((nested) => objectsIn(nested, depth + 1))];
}

function errorsIn(
  fields: Fields,
): readonly { readonly code: string | undefined; readonly message: string | undefined }[] {
  return SPELLINGS.map(([code, message]) => ({ code: text(fields.get(code)), message: text(fields.get(message)) }));
}

function first(fields: Fields, names: readonly string[]): string | undefined {
  return names.map((name) => text(fields.get(name))).find((value) => value !== undefined);
}

/**
 * Removes the canonical request and the expected signature, which the gateway echoes when a signature is wrong. Neither
 * helps the user, and the signature is valid.
 */
function scrub(message: string): string {
  return message
    .replace(/(canonical[ _-]?request|string[ _-]?to[ _-]?sign)[\s\S]*/i, '…')
    .replace(/(signature\W{1,3})[0-9a-f]{8,}/gi, '$1…');
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function text(value: unknown): string | undefined {
  return (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : undefined;
}
