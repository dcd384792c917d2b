import type { StorageTrouble } from '../saveStore';
import { codeOf } from '../../util/codeOf';

const REASONS: Readonly<Record<string, StorageTrouble['reason']>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EROFS: 'readOnly',
  EACCES: 'readOnly',
  EPERM: 'readOnly',
};

/** What an error of the file system means for people. */
export function storageTrouble(error: unknown, folder: string): StorageTrouble {
  const code = codeOf(error);
  return { reason: REASONS[code ?? ''] ?? 'other', code, folder };
}
