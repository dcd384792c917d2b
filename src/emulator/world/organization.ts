/** An IAM user. */
export interface Owner {
  /** 32 characters, `[0-9a-z]`. */
  readonly id: string;
  readonly name: string;
}

/** An organization of SWR. */
export interface Organization {
  readonly id: number;
  readonly name: string;
  readonly creatorName: string;
  /** 7 = manage, 3 = edit, 1 = read. */
  readonly auth: 7 | 3 | 1;
}

/** A tag of a repository of SWR. */
export interface RepositoryTag {
  readonly namespace: string;
  readonly repository: string;
  readonly tag: string;
  /** Bytes. */
  readonly size: number;
  readonly digest: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** A workspace of ModelArts. */
export interface Workspace {
  /** `0`, or 32 characters. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly authType: 'PUBLIC' | 'PRIVATE' | 'INTERNAL';
}
