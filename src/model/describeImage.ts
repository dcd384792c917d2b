/** What a description is made of; what is not known is left out. */
export interface DescriptionFacts {
  /** Name of the notebook. */
  readonly notebook: string;
  /** Name or address of the image it ran on. */
  readonly baseImage: string | undefined;
  /** The commit that was checked out on the person's side. */
  readonly git: GitHead | undefined;
}

/** Where a repository stands. */
export interface GitHead {
  /** Undefined while no branch is checked out. */
  readonly branch: string | undefined;
  /** Full id of the commit; undefined in a repository without one. */
  readonly commit: string | undefined;
}

/** So much of one fact is enough; four of them and the words between stay below the limit, however characters are counted. */
const MAX_FACT_LENGTH = 110;

/**
 * A description in one line, e.g. `From notebook experiments, based on pytorch_1.8, git main 3f2a91c`: within the service's
 * 512 characters and without the characters that it may refuse, whatever the facts hold. English, as it is read by whoever
 * uses the image.
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

/** First seven characters, as git shows a commit. */
function shortCommit(commit = ''): string {
  return /^[0-9a-f]{7,64}$/i.test(commit) ? commit.slice(0, 7) : '';
}

/** One line; a slash becomes a hyphen, and what else may be refused or hides text goes. */
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
