import fs from 'node:fs';

/** Moves a finished folder to its place in one step. Where another run was quicker, its folder, which is the same, stays. */
export function moveInto(from, to) {
  try {
    fs.renameSync(from, to);
  } catch (error) {
    if (!fs.existsSync(to)) throw error;
  }
}
