import { checkTag, MAX_TAG } from './checkImageRequest';
import { toTag } from './proposeImage';

/** What stands in for a tag of which nothing can be kept. */
const FIRST = 'v1';

/**
 * The first tag after this one that is not taken: `v3` → `v4`, `1.2.0` → `1.2.1`, `v1.2-rc1` → `v1.2-rc2`; where nothing
 * counts, such as in a date, a commit or a word, a counter is added: `20261231-2359` → `20261231-2359-2` → `-3`.
 * Never the tag itself, always valid, at most 64 characters.
 */
export function nextFreeTag(tag: string, taken: ReadonlySet<string>): string {
  let next = checkTag(tag) ? toTag(tag) || FIRST : following(tag);
  while (taken.has(next)) next = following(next);
  return next;
}

/** A counter has few digits: longer numbers are moments, commits or builds. */
const COUNTER = /^(|.*[^0-9])([0-9]{1,6})$/;
const DATE_AND_TIME =
  /(?:^|[^0-9])(?:19|20)[0-9]{2}(?:[0-9]{4}(?:[-_.T]?[0-9]{4}(?:[0-9]{2})?)?|([-_.])[0-9]{2}\1[0-9]{2}(?:[-_.T][0-9]{2}([-_.]?)[0-9]{2}(?:\2[0-9]{2})?)?)$/;
/** A short or a full commit: letters and digits mixed. */
const COMMIT = /(?:^|[-_.])(?=[0-9a-f]*[a-f])(?=[0-9a-f]*[0-9])[0-9a-f]{7,40}$/;

function following(tag: string): string {
  const [, head = '', counter] = COUNTER.exec(tag) ?? [];
  if (counter === undefined || DATE_AND_TIME.test(tag) || COMMIT.test(tag)) {
    const stem = tag.replace(/(?<![._-])[._-]+$/, '');
    return stem === '' ? FIRST : within(stem, '-2');
  }
  return within(head, String(Number(counter) + 1).padStart(counter.length, '0'));
}

/** What counts is kept, what is before it gives way. */
function within(head: string, counter: string): string {
  return head.slice(0, MAX_TAG - counter.length) + counter;
}
