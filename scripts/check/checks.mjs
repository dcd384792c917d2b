import { checkChangelog } from './changelog.mjs';
import { checkHosts } from './hosts.mjs';
import { checkL10nBundle } from './l10nBundle.mjs';
import { checkLockfile } from './lockfile.mjs';
import { checkMessages } from './messages.mjs';
import { checkNotices } from './notices.mjs';
import { checkSuppressions } from './suppressions.mjs';
import { checkVisibleWords } from './visibleWords.mjs';
import { checkManifestWords } from './words.mjs';

/** Each check reads a tree of files and returns its findings: `{ where, what }`. */
export const checks = {
  'texts of the manifest': checkManifestWords,
  'texts of the code': checkL10nBundle,
  'visible texts': checkVisibleWords,
  notices: checkNotices,
  lockfile: checkLockfile,
  hosts: checkHosts,
  messages: checkMessages,
  suppressions: checkSuppressions,
  changelog: checkChangelog,
};
