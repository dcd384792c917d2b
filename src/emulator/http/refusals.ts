/** An error response. */
export interface Refusal {
  readonly status: number;
  /** E.g. `ModelArts.6327`, `APIGW.0301`, `SVCSTG.SWR.4040048`. IAM has no codes and repeats the status. */
  readonly code: string;
  readonly message: string;
}

/** Thrown to refuse a request. The cloud turns it into a response. */
export class RefusedCall extends Error {
  constructor(readonly refusal: Refusal) {
    super(`${refusal.status} ${refusal.code}`);
  }
}

/** Returns the JSON body of an error, in the format of the service that the code belongs to. */
export function refusalBody(refusal: Refusal, requestId: string): unknown {
  const { code, message } = refusal;
  if (code.startsWith('SVCSTG.SWR.')) return swrBody(refusal);
  if (code.startsWith('IAM.')) return { error: { code: refusal.status, message, title: code.slice(4) } };
  const body = { error_code: code, error_msg: message };
  return code.startsWith('APIGW.') ? { ...body, request_id: requestId } : body;
}

/** SWR returns each error in two formats at once. Source: SWR API reference, Error Codes. */
function swrBody({ code, message }: Refusal): unknown {
  return {
    errors: [{ errorCode: code, errorMessage: message, detail: '' }],
    error_code: code,
    error_msg: message,
    details: [{ error_code: code, error_msg: message }],
  };
}

/**
 * Status and message of each error code. `{}` is replaced by details of the request. Sources: ModelArts API reference, Error
 * Codes; API Gateway error codes; SWR API reference, Error Codes.
 */
const REFUSALS = {
  'APIGW.0101': [404, 'The API does not exist or has not been published in the environment'],
  'APIGW.0201': [504, 'Backend timeout'],
  'APIGW.0301': [401, 'Incorrect IAM authentication information: {}'],
  'APIGW.0307': [401, 'The token must be updated'],
  'APIGW.0308': [429, 'The throttling threshold has been reached: policy user over ratelimit,limit:20,time:1 minute'],
  'APIGW.0601': [500, 'Internal server error'],
  'ModelArts.0010': [500, 'An unexpected error occurred. Try again later'],
  'ModelArts.0102': [400, 'The workspace {} does not exist'],
  'ModelArts.0108': [403, 'You are not authorized to perform {}'],
  'ModelArts.0112': [403, "Policy doesn't allow {} to be performed"],
  'ModelArts.0210': [403, 'The project ID in the URI does not match that of the token'],
  'ModelArts.2885': [
    400,
    'The access of user swr is exception: the organization {} does not exist or cannot be written to',
  ],
  'ModelArts.6303': [400, 'The sort key {} is not supported'],
  'ModelArts.6305': [400, 'The notebook instance is already running'],
  'ModelArts.6306': [400, 'The notebook instance is being started'],
  'ModelArts.6307': [400, 'The notebook instance is already stopped'],
  'ModelArts.6308': [400, 'The notebook instance is being stopped'],
  'ModelArts.6309': [400, 'The notebook instance does not exist'],
  'ModelArts.6326': [400, 'The notebook instance is frozen. Check whether the account is in arrears'],
  'ModelArts.6327': [400, 'The notebook instance is not running. Refresh the page and start it'],
  'ModelArts.6332': [400, 'The type of property {} is wrong'],
  'ModelArts.6335': [400, 'The property {} is missing'],
  'ModelArts.6336': [400, 'The value of property {} is wrong'],
  'ModelArts.6357': [
    400,
    'Another operation is in progress on the notebook instance, or it is in the target state already',
  ],
  'ModelArts.6400': [400, 'The payload is not valid: {}'],
  'ModelArts.6404': [400, 'The resource {} cannot be found'],
  'ModelArts.6737': [400, 'Tag {} conflicts: the tag of an image must not be duplicated'],
  'ModelArts.7002': [400, 'Not gray user'],
  'SVCSTG.SWR.4000014': [400, 'Invalid parameter: {}'],
  'SVCSTG.SWR.4030170': [403, 'Insufficient permissions'],
  'SVCSTG.SWR.4040010': [404, 'The image {} does not exist'],
  'SVCSTG.SWR.4040048': [404, 'The tag {} does not exist'],
  'SVCSTG.SWR.4040058': [404, 'The organization {} does not exist'],
  'SVCSTG.SWR.4090006': [409, '{} already exists'],
  'IAM.Bad Request': [400, '{}'],
  'IAM.Unauthorized': [401, '{}'],
} as const;

/** An error code in {@link REFUSALS}. */
export type RefusalCode = keyof typeof REFUSALS;

/** Returns the error response for a code. `fact` replaces `{}` in the message, `status` overrides the usual status. */
export function refusalOf(code: RefusalCode, fact = '', status: number = REFUSALS[code][0]): Refusal {
  return { status, code, message: REFUSALS[code][1].replace('{}', () => fact) };
}

/** Refuses a request. @throws RefusedCall always */
export function refuse(code: RefusalCode, fact?: string): never {
  throw new RefusedCall(refusalOf(code, fact));
}
