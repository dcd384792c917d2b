/** A code of the service as a person is told it. */
export interface ServiceError {
  /** One sentence: what happened. */
  readonly message: string;
  /** One sentence: what to do. */
  readonly remedy: string;
  /** True where the service's own words name what the code leaves open, e.g. a field or a permission. */
  readonly open?: boolean;
}

/** Words by code, made when they are needed: the language is known then. */
export type ServiceErrorTable = Readonly<Record<string, () => ServiceError>>;
