/** Description of an error code of the service. */
export interface ServiceError {
  /** One sentence: what happened. */
  readonly message: string;
  /** One sentence: what to do. */
  readonly remedy: string;
  /** True when only the service's message names the cause, e.g. a field or a permission. It is shown as detail then. */
  readonly hasCauseInMessage?: boolean;
}

/**
 * Descriptions by code, in one file per area. `serviceErrors.ts` combines them. Codes that the program itself acts
 * on, such as those for a field of the request, are also listed in `model/errorCodes.ts`.
 *
 * Functions, because the display language is not known when the module loads.
 */
export type ServiceErrorTable = Readonly<Record<string, () => ServiceError>>;
