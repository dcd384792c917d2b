/** Facts of an answer that says no. */
export interface Refusal {
  readonly status: number;
  /** E.g. `ModelArts.6327`, `APIGW.0301`, `SVCSTG.SWR.4040048`; IAM has none and repeats the status. */
  readonly code: string;
  readonly message: string;
}

/** Thrown by whoever says no; becomes an answer at the server. */
export class RefusedCall extends Error {
  constructor(readonly refusal: Refusal) {
    super(`${refusal.status} ${refusal.code}`);
  }
}

/** The JSON body of a refusal, in the shape of the part of the cloud that the code belongs to. */
export function refusalBody(refusal: Refusal, requestId: string): unknown {
  const { code, message } = refusal;
  if (code.startsWith('SVCSTG.SWR.')) return swrBody(refusal);
  if (code.startsWith('IAM.')) return { error: { code: refusal.status, message, title: code.slice(4) } };
  const body = { error_code: code, error_msg: message };
  return code.startsWith('APIGW.') ? { ...body, request_id: requestId } : body;
}

/** SWR writes each error in two styles at once. Source: SWR API reference, Error Codes. */
function swrBody({ code, message }: Refusal): unknown {
  return {
    errors: [{ errorCode: code, errorMessage: message, detail: '' }],
    error_code: code,
    error_msg: message,
    details: [{ error_code: code, error_msg: message }],
  };
}
