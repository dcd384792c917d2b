// Runs tests: `npm test` (unit, project, integration and the core end-to-end tests), `npm run test:all` (every test),
// `npm run test:e2e` (`-- --core` or `-- --rest` for a part). Prepares what the chosen tests need first. Other arguments are
// Vitest's own, such as a part of a file's name. The last line has the counts and the time.
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

/** Runs a file of the project. @returns its exit code */
function node(file, ...argv) {
  const env = { ...process.env, TESTS_STARTED: String(started) };
  return (
    spawnSync(process.execPath, [path.join(root, file), ...argv], { cwd: root, stdio: 'inherit', env }).status ?? 1
  );
}
