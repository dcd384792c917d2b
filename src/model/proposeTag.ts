import { nextFreeTag } from './nextFreeTag';

const NONE: ReadonlySet<string> = new Set();

/**
 * The tag to offer for the next save of a notebook. `made`: by the template, valid. `last`: of the save before; where it was
 * another than the template makes, the person counts in their own way, and is offered the one after it: `v3` → `v4`. A tag that was
 * left empty stays empty.
 */
export function proposeTag(made: string, last: string | undefined): string {
  if (last === undefined || isOfShape(last, made)) return made;
  if (last === '') return last;
  return nextFreeTag(last, NONE);
}

/** True for a tag that the same template may have made at another time, also one that a counter was added to. */
function isOfShape(tag: string, made: string): boolean {
  return [shape(made), `${shape(made)}-0`].includes(shape(tag));
}

/** Commits and dates, then other numbers, made the same: they change from save to save. */
function shape(tag: string): string {
  return tag.replace(/[0-9a-f]{7,}/g, '#').replace(/[0-9]+/g, '0');
}
