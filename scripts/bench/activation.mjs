import '../lib/typescript.mjs';
import path from 'node:path';
import { coldRuns } from './coldRuns.mjs';
import { short } from './figure.mjs';

const { vscodeModule } = await import('../../test/support/host/vscodeModule.ts');

const root = path.join(import.meta.dirname, '../..');
const program = path.join(import.meta.dirname, 'children/requireMain.cjs');

/** P5: load time of the main file, compared with an empty extension. */
export async function* activation() {
  const programs = {
    ours: [program, path.join(root, 'dist/extension.js')],
    empty: [program, path.join(import.meta.dirname, 'children/emptyExtension.cjs')],
  };
  const { ours, empty } = await coldRuns(programs, { NODE_PATH: await vscodeModule() });
  const beside = `an empty extension ${short(empty)} ms: × ${short(ours / empty)}`;
  yield {
    id: 'P5',
    what: 'require(dist/extension.js), cold',
    value: ours,
    unit: 'ms',
    drifts: true,
    budget: 3,
    beside,
  };
}
