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
  ['code', 'message'],
] as const;

/** Reads an error body of any of the vendor's shapes; text that is none of them is the message itself. */
export function readErrorBody(body: string): ErrorBody {
  const value = parse(body);
  return find(value, 0) ?? { code: undefined, message: /^\s*</.test(body) ? '' : scrub(body), requestId: undefined };
}

function find(value: unknown, depth: number): ErrorBody | undefined {
  if (typeof value !== 'object' || value === null || depth > 3) return undefined;
  const fields: ReadonlyMap<string, unknown> = new Map(Object.entries(value));
  for (const [codeName, messageName] of SPELLINGS) {
    const code = text(fields.get(codeName));
    const message = text(fields.get(messageName));
    if (code === undefined || message === undefined) continue;
    return { code, message: scrub(message), requestId: text(fields.get('request_id')) };
  }
  for (const nested of fields.values()) {
    const found = find(nested, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/**
 * Removes the request that the gateway repeats when a signature is wrong, and the signature that it expected: neither helps a
 * person who reads the message, and the signature is valid.
 */
function scrub(message: string): string {
  return message
    .replace(/(canonical[ _-]?request|string[ _-]?to[ _-]?sign)[\s\S]*/i, '…')
    .replace(/(signature\W{1,3})[0-9a-f]{16,}/gi, '$1…');
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
