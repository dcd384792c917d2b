// Changes the core in small ways and looks whether its tests notice: `npm run mutation`, or of some floors or files alone
// (`npm run mutation -- model`, `npm run mutation -- src/model/address.ts`). Prints what nobody noticed, one line each, and
// ends with 1 when a floor is below 90 %. docs/mutation.md says how to read it.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** What is changed, and the folder of test/unit whose tests must notice. */
const floors = {
  model: ['src/model/**/*.ts'],
  api: ['src/api/signer.ts', 'src/api/withRetry.ts', 'src/api/retryAfter.ts'],
  save: ['src/save/**/*.ts'],
};

const root = path.join(import.meta.dirname, '..');
const stryker = path.join(
  path.dirname(createRequire(import.meta.url).resolve('@stryker-mutator/core/package.json')),
  'bin/stryker.js',
);
const report = path.join(root, 'reports/mutation/mutation.json');
const wanted = process.argv.slice(2);

for (const [floor, files] of Object.entries(floors)) {
  const some = wanted.filter((name) => name.startsWith(`src/${floor}/`));
  if (wanted.length > 0 && some.length === 0 && !wanted.includes(floor)) continue;
  fs.rmSync(report, { force: true });
  const mutate = (some.length > 0 ? some : files).join(',');
  const { status } = spawnSync(process.execPath, [stryker, 'run', '--mutate', mutate, '--logLevel', 'warn'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, MUTATION_TESTS: floor },
  });
  if (status !== 0) process.exitCode = 1;
  if (fs.existsSync(report)) for (const line of unnoticed()) console.log(line);
}

/** `path:line:column  before => after` of each change that no test noticed. */
function* unnoticed() {
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
