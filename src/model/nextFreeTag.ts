import { checkTag, MAX_TAG } from './checkImageRequest';
import { toTag } from './proposeImage';

/** Replaces a tag of which nothing can be kept. */
const DEFAULT_TAG = 'v1';

/**
 * Returns the first free tag after this one: `v3` → `v4`, `1.2.0` → `1.2.1`, `v1.2-rc1` → `v1.2-rc2`. A tag without a
 * counter, such as a date, a commit or a word, gets one: `20261231-2359` → `20261231-2359-2` → `-3`. The result is
 * valid, at most 64 characters long and never the tag itself.
 */
export function nextFreeTag(tag: string, taken: ReadonlySet<string>): string {
  let next = checkTag(tag) ? toTag(tag) || DEFAULT_TAG : increment(tag);
  while (taken.has(next)) next = increment(next);
  return next;
}

/** A counter has at most six digits; longer numbers are timestamps, commits or builds. */
const COUNTER = /^(|.*[^0-9])([0-9]{1,6})$/;
const DATE_AND_TIME =
  /(?:^|[^0-9])(?:19|20)[0-9]{2}(?:[0-9]{4}(?:[-_.T]?[0-9]{4}(?:[0-9]{2})?)?|([-_.])[0-9]{2}\1[0-9]{2}(?:[-_.T][0-9]{2}([-_.]?)[0-9]{2}(?:\2[0-9]{2})?)?)$/;
/** A short or full commit ID with both letters and digits. */
const COMMIT = /(?:^|[-_.])(?=[0-9a-f]*[a-f])(?=[0-9a-f]*[0-9])[0-9a-f]{7,40}$/;

function increment(tag: string): string {
  const [, head = '', counter] = COUNTER.exec(tag) ?? [];
  if (counter === undefined || DATE_AND_TIME.test(tag) || COMMIT.test(tag)) {
    const stem = tag.replace(/(?<![._-])[._-]+$/, '');
    return stem === '' ? DEFAULT_TAG : appendCounter(stem, '-2');
  }
  return appendCounter(head, String(Number(counter) + 1).padStart(counter.length, '0'));
}

/** Appends the counter and shortens the text before it if necessary. */
function appendCounter(head: string, counter: string): string {
  return head.slice(0, MAX_TAG - counter.length) + counter;
}
