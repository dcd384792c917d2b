// Runs mutation tests of the core: `npm run mutation`, or for some layers or files (`npm run mutation -- model`,
// `npm run mutation -- src/model/address.ts`). Prints each surviving mutant on one line. Exits with 1 if a layer is below
// 90 %. See docs/mutation.md.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** The files to mutate, by the folder of test/unit whose tests must detect the changes. */
const layers = {
  model: ['src/model/**/*.ts'],
  api: ['src/api/signer.ts', 'src/api/withRetry.ts'],
  save: ['src/save/**/*.ts'],
};

const root = path.join(import.meta.dirname, '..');
const stryker = path.join(
  path.dirname(createRequire(import.meta.url).resolve('@stryker-mutator/core/package.json')),
  'bin/stryker.js',
);
const report = path.join(root, 'reports/mutation/mutation.json');
const wanted = process.argv.slice(2);

for (const [layer, files] of Object.entries(layers)) {
  const chosen = wanted.filter((name) => name.startsWith(`src/${layer}/`));
  if (wanted.length > 0 && chosen.length === 0 && !wanted.includes(layer)) continue;
  fs.rmSync(report, { force: true });
  const mutate = (chosen.length > 0 ? chosen : files).join(',');
  const { status } = spawnSync(process.execPath, [stryker, 'run', '--mutate', mutate, '--logLevel', 'warn'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, MUTATION_TESTS: layer },
  });
  if (status !== 0) process.exitCode = 1;
  if (fs.existsSync(report)) for (const line of survivors()) console.log(line);
}

/** Yields `path:line:column  before => after` for each mutant that no test detected. */
function* survivors() {
  const { files } = JSON.parse(fs.readFileSync(report, 'utf8'));
  for (const [file, { mutants, source }] of Object.entries(files)) {
    const lines = source.split('\n');
    for (const { status, location, replacement } of mutants) {
      if (status !== 'Survived' && status !== 'NoCoverage') continue;
      const { start, end } = location;
      const before = start.line === end.line ? lines[start.line - 1].slice(start.column - 1, end.column - 1) : '{…}';
      yield `${file}:${start.line}:${start.column}  ${before} => ${replacement.replaceAll(/\s+/g, ' ').slice(0, 60)}`;
    }
  }
}
