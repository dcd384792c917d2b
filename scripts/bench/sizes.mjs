import fs from 'node:fs';
import path from 'node:path';
import { short } from './figure.mjs';

const dist = path.join(import.meta.dirname, '../../dist');

/** Kilobytes of the closest relative in kind, googlecolab/colab-vscode 0.9.1: its package and its main file. */
const colab = { package: 427, main: 1510 };

const parts = [
  { what: 'package', file: 'modelarts-notebook-images.vsix', budget: 150, peer: colab.package },
  { what: 'main file', file: 'extension.js', budget: 60, peer: colab.main },
  { what: 'client, loaded at the first request', file: 'client.js', budget: 360, peer: undefined },
];

/** P7: what is downloaded and read. */
export async function* sizes() {
  for (const { what, file, budget, peer } of parts) {
    const value = fs.statSync(path.join(dist, file)).size / 1000;
    const beside = peer && `colab-vscode ${peer} kB: × ${short(value / peer)}`;
    yield { id: 'P7', what, value, unit: 'kB', budget, beside };
  }
}
