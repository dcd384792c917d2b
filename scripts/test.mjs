// Runs tests: `npm test` (unit, project, integration and core end-to-end tests), `npm run test:all` (every test),
// `npm run test:e2e` (`-- --core` or `-- --rest` for a part). First installs what the chosen tests need. Passes other
// arguments, such as part of a file name, to Vitest. The last line of output has the counts and the time.
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const started = Date.now();
const root = path.join(import.meta.dirname, '..');
const flags = new Set(['--all', '--e2e', '--core', '--rest']);
const chosen = new Set(process.argv.slice(2).filter((argument) => flags.has(argument)));
const others = process.argv.slice(2).filter((argument) => !flags.has(argument));

const projects = chosen.has('--e2e') ? [] : ['unit', 'project', 'integration'];
if (!chosen.has('--rest')) projects.push('core');
if (chosen.has('--all') || chosen.has('--rest') || (chosen.has('--e2e') && !chosen.has('--core')))
  projects.push('rest');

const setUp = node('scripts/setup.mjs', ...(projects.includes('rest') ? ['--oldest'] : []));
const choice = projects.flatMap((project) => ['--project', project]);
process.exitCode = setUp || node('node_modules/vitest/vitest.mjs', 'run', ...choice, ...others);

/** Runs a script of the project and returns its exit code. */
function node(file, ...argv) {
  const env = { ...process.env, TESTS_STARTED: String(started) };
  return (
    spawnSync(process.execPath, [path.join(root, file), ...argv], { cwd: root, stdio: 'inherit', env }).status ?? 1
  );
}
