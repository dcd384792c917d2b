import fs from 'node:fs';
import path from 'node:path';
import '../lib/typescript.mjs';
import { short } from './figure.mjs';

const { readPackedSizes } = await import('../../test/project/readZip.ts');
const { isCounted } = await import('../../test/project/isCounted.ts');

const dist = path.join(import.meta.dirname, '../../dist');

/** Size of a comparable extension, googlecolab/colab-vscode 0.9.1: its package and its main file, in kB. */
const colab = { package: 427, main: 1510 };

const parts = [
  { what: 'main file', file: 'extension.js', budget: 60, relative: colab.main },
  { what: 'client, loaded at the first request', file: 'client.js', budget: 360, relative: undefined },
];

/** P7: size of the package and of the bundles. */
export async function* sizes() {
  const packed = Array.from(readPackedSizes(path.join(dist, 'modelarts-notebook-images.vsix')));
  const counted = packed.filter(([name]) => isCounted(name));
  const kilobytes = counted.reduce((sum, [, bytes]) => sum + bytes, 0) / 1000;
  const peer = `colab-vscode, all of it, ${colab.package} kB: × ${short(kilobytes / colab.package)}`;
  yield { id: 'P7', what: 'package without images', value: kilobytes, unit: 'kB', budget: 230, beside: peer };
  yield { id: 'P7', what: 'files without images', value: counted.length, unit: 'files', budget: 15 };
  for (const { what, file, budget, relative } of parts) {
    const value = fs.statSync(path.join(dist, file)).size / 1000;
    const beside = relative && `colab-vscode ${relative} kB: × ${short(value / relative)}`;
    yield { id: 'P7', what, value, unit: 'kB', budget, beside };
  }
}
