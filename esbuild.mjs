// Builds the three files that ship: extension.js (loaded at activation), client.js (undici and zod, loaded at the
// first request) and emulator.js (the demo's service, loaded when asked for). `--debug` keeps names and writes maps, which
// never ship; `--quiet` speaks only of problems.
import fs from 'node:fs';
import { build } from 'esbuild';

const lazyFiles = {
  name: 'lazy-files',
  setup(builder) {
    builder.onResolve({ filter: /^\.\/(client|emulator\/index)$/ }, ({ path, importer }) =>
      importer.endsWith('extension.ts')
        ? { path: path === './client' ? './client.js' : './emulator.js', external: true }
        : undefined,
    );
  },
};

// zod keeps two registries on globalThis. The extension host's globalThis belongs to all extensions, so ours live in the file.
const zodWithoutGlobals = {
  name: 'zod-without-globals',
  setup(builder) {
    builder.onLoad({ filter: /zod[\\/]v4[\\/]core[\\/](core|registries)\.js$/ }, ({ path }) => ({
      contents: `const zodGlobals = {};\n${fs.readFileSync(path, 'utf8').replaceAll('globalThis', 'zodGlobals')}`,
      loader: 'js',
    }));
  },
};

const forDebugging = process.argv.includes('--debug');

await build({
  entryPoints: {
    extension: 'src/extension.ts',
    client: 'src/client.ts',
    emulator: 'src/emulator/index.ts',
  },
  outdir: 'dist',
  bundle: true,
  minify: !forDebugging,
  sourcemap: forDebugging,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  mainFields: ['module', 'main'],
  external: ['vscode'],
  // undici leaves out what only its own build needs when it sees this.
  define: { esbuildDetection: '1' },
  plugins: [lazyFiles, zodWithoutGlobals],
  legalComments: 'none',
  charset: 'utf8',
  logLevel: process.argv.includes('--quiet') ? 'warning' : 'info',
});
