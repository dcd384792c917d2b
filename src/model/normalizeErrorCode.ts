/**
 * Returns an error code as the shared gateway writes it, e.g. `APIGW.0308`. A dedicated gateway uses the prefix `APIG.`
 * with the same numbers. Returns an empty string for undefined.
 */
export function normalizeErrorCode(code: string | undefined): string {
  return (code ?? '').replace(/^APIG\./, 'APIGW.');
}
