/** An IAM user. */
export interface Owner {
  /** 32 characters, `[0-9a-z]`. */
  readonly id: string;
  readonly name: string;
}
