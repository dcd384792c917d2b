/** The code as the shared gateway writes it, `APIGW.0308`: a dedicated one writes `APIG.` before the same numbers. Empty = none was told. */
export function normalizeErrorCode(code: string | undefined): string {
  return (code ?? '').replace(/^APIG\./, 'APIGW.');
}
