export interface ErrorBody {
  /** E.g. `ModelArts.6327`, `APIGW.0301`. */
  readonly code: string | undefined;
  /** The service's words, without the request that it echoes; values of secrets may still stand in it. May be empty. */
  readonly message: string;
  readonly requestId: string | undefined;
}

/** The spellings in which this vendor's services tell an error, in the order its SDKs look for them. */
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
 * Reads an error body of any of the vendor's shapes: the object that has a code and a message, else one that has a code, else one
 * that has a message, however deep it stands. Text that is none of them is the message itself.
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

/** The object and those in it, from outside in. */
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
 * Removes the request that the gateway repeats when a signature is wrong, and the signature that it expected: neither helps a
 * person who reads the message, and the signature is valid.
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
