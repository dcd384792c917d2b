// Fuzzes the parsers for longer than the tests do: `npm run fuzz`, `npm run fuzz -- 100000 notebooks`. An input that
// breaks a parser is stored in test/fuzz/corpus and repeated in every later test run.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

const [, , runs = '20000', parser = ''] = process.argv;
if (!/^\d+$/.test(runs)) {
  console.error('Usage: npm run fuzz -- [RUNS] [PARSER]');
  process.exit(2);
}
const vitest = path.join(path.dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', '--project', 'unit', 'test/unit/fuzz', ...(parser && ['-t', `^${parser} `])],
  { stdio: 'inherit', cwd: path.join(import.meta.dirname, '..'), env: { ...process.env, FUZZ_RUNS: runs } },
);
process.exitCode = status ?? 1;
