import { NOTICES, notices } from '../lib/notices.mjs';

/** Checks that the notices match the last build. */
export function* checkNotices(tree) {
  if (tree.read(NOTICES) !== notices()) yield { where: NOTICES, what: 'out of date: run `npm run sync`' };
}
