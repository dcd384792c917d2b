// Updates all committed generated files: format and import order, the translations of UI texts, the notices of bundled packages and the
// icon. `npm run sync -- --pictures` also records the README's image in a real VS Code.
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');

const steps = [
  ['node_modules/@biomejs/biome/bin/biome', 'check', '--write', '.'],
  ['scripts/l10n.mjs'],
  ['esbuild.mjs', '--quiet'],
  ['scripts/notices.mjs'],
  ['scripts/setup.mjs'],
  ['scripts/drawIcon.mjs'],
];
const pictures = [['scripts/package.mjs'], ['scripts/screenshots.mjs']];

for (const step of process.argv.includes('--pictures') ? [...steps, ...pictures] : steps) {
  const { status } = spawnSync(process.execPath, step, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
