import { codeOf } from '../../util/nodeErrors';
import type { StorageError } from '../saveStore';

const REASONS: Readonly<Record<string, StorageError['reason']>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EROFS: 'readOnly',
  EACCES: 'readOnly',
  EPERM: 'readOnly',
};

/** Classifies an error of the file system. */
export function storageError(error: unknown, folder: string): StorageError {
  const code = codeOf(error);
  return { reason: REASONS[code ?? ''] ?? 'other', code, folder };
}
