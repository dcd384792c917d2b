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
