import fs from 'node:fs';

/** Moves a finished folder into place in one step. If a concurrent run was faster, its identical folder stays. */
export function moveInto(from, to) {
  try {
    fs.renameSync(from, to);
  } catch (error) {
    if (!fs.existsSync(to)) throw error;
  }
}
