/** The facts of a generated description. Unknown facts are omitted. */
export interface DescriptionFacts {
  /** Name of the notebook. */
  readonly notebook: string;
  /** Name or address of the image the notebook runs on. */
  readonly baseImage: string | undefined;
  /** The commit checked out in the user's workspace. */
  readonly git: GitHead | undefined;
}

/** The HEAD of a Git repository. */
export interface GitHead {
  /** Undefined if no branch is checked out. */
  readonly branch: string | undefined;
  /** Full commit ID; undefined in a repository without commits. */
  readonly commit: string | undefined;
}

/**
 * Maximum length of one fact, in UTF-16 code units. Keeps the description below the service's limit, whether the service
 * counts code units or code points.
 */
const MAX_FACT_LENGTH = 110;

/**
 * Generates a one-line description, e.g. `From notebook experiments, based on pytorch_1.8, git main 3f2a91c`. It always
 * fits the service's limit of 512 characters and contains none of the characters the service may refuse. The text is
 * always English, because any user of the image may read it.
 */
export function describeImage({ notebook, baseImage, git }: DescriptionFacts): string {
  const head = [plain(git?.branch), shortCommit(git?.commit)].filter(Boolean).join(' ');
  const parts = [fact('From notebook', notebook), fact('based on', baseImage), head && `git ${head}`];
  return parts.filter(Boolean).join(', ');
}

function fact(label: string, value: string | undefined): string {
  const text = plain(value);
  return text && `${label} ${text}`;
}

/** Returns the first seven characters, git's short form; empty for an invalid commit. */
function shortCommit(commit = ''): string {
  return /^[0-9a-f]{7,64}$/i.test(commit) ? commit.slice(0, 7) : '';
}

/**
 * Returns one line in which slashes become hyphens and other characters that the service may refuse, or that hide text,
 * are removed.
 */
function plain(value: string | undefined): string {
  const text = (value ?? '')
    .replaceAll('/', '-')
    .replace(/[&<>"'\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return text
    .slice(0, MAX_FACT_LENGTH)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trim();
}
