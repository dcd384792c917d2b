// Builds the four files that ship: extension.js (loaded at activation), ui.js (what people see when they ask for
// something, loaded then), client.js (undici and zod, loaded at the first request) and emulator.js (the demo's service). `--debug` keeps names and writes maps, which
// never ship; `--quiet` speaks only of problems.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';

const require = createRequire(import.meta.url);

/** What extension.ts imports when it is needed, and the file that holds it. */
const later = { './chunks/client': './client.js', './chunks/ui': './ui.js', './emulator/index': './emulator.js' };

const lazyFiles = {
  name: 'lazy-files',
  setup(builder) {
    builder.onResolve({ filter: /^\.\// }, ({ path, importer }) =>
      importer.endsWith('extension.ts') && path in later ? { path: later[path], external: true } : undefined,
    );
  },
};

// A module that imports VS Code's takes a copy of its names, some three hundred: one more for each of our files. Here all of them
// share one look at the names that they use.
const oneVscode = {
  name: 'one-vscode',
  setup(builder) {
    builder.onResolve({ filter: /^vscode$/ }, ({ namespace }) =>
      namespace === 'vscode-names'
        ? { path: 'vscode', external: true }
        : { path: 'vscode', namespace: 'vscode-names', sideEffects: false },
    );
    builder.onLoad({ filter: /^vscode$/, namespace: 'vscode-names' }, () => ({
      contents: `const vscode = require('vscode');
        const named = (name) => vscode[name];
        ${usedOfVscode()
          .map((name) => `export const ${name} = /* @__PURE__ */ named('${name}');`)
          .join('')}`,
    }));
  },
};

/** Names of VS Code's module that stand in our files; types among them, which are left out as nobody uses their value. */
function usedOfVscode() {
  const sources = fs
    .readdirSync('src', { recursive: true })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => fs.readFileSync(`src/${file}`, 'utf8'));
  const used = sources.flatMap((source) => {
    const named = /^import \{ ([^}]+) \} from 'vscode';$/m.exec(source)?.[1]?.split(', ') ?? [];
    return [...named, ...Array.from(source.matchAll(/\bvscode\.([A-Za-z]\w*)/g), ([, name]) => name)];
  });
  return [...new Set(used)].sort((one, other) => (one < other ? -1 : 1));
}

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

// zod names one of its helpers by way of the namespace of all of them, which then stay in the file, used or not.
const zodWithoutRest = {
  name: 'zod-without-rest',
  setup(builder) {
    builder.onLoad({ filter: /zod[\\/]v4[\\/]mini[\\/]schemas\.js$/ }, ({ path }) => ({
      contents: fs.readFileSync(path, 'utf8').replaceAll('core.util.', 'util.'),
      loader: 'js',
    }));
  },
};

// undici carries its HTTP parser twice, with and without vector instructions, and falls back from one to the other: the
// plain one runs everywhere and is quick enough. HTTP/2 and form data are left out: the transport switches the one off and
// sends text alone. Together they are half of the file.
// The parser's program is kept compressed, which weighs half in the package, and unpacked in a millisecond.
const leanUndici = {
  name: 'lean-undici',
  setup(builder) {
    builder.onResolve({ filter: /llhttp_simd-wasm\.js$/ }, ({ path, resolveDir, kind }) =>
      builder.resolve(path.replace('llhttp_simd-', 'llhttp-'), { resolveDir, kind }),
    );
    builder.onLoad({ filter: /llhttp-wasm\.js$/ }, ({ path }) => ({ contents: unpackingModule(require(path)) }));
    builder.onLoad({ filter: /llhttp[\\/]constants\.js$/ }, ({ path }) => ({ contents: usedConstants(require(path)) }));
    builder.onLoad(
      { filter: /undici[\\/]lib[\\/](core[\\/]connect|dispatcher[\\/]client-h2|web[\\/].+)\.js$/ },
      ({ path }) => ({
        contents: `module.exports = () => { throw new Error('Not in this bundle: ${basename(path)}'); };`,
      }),
    );
  },
};

/** What of the parser's tables the dispatcher asks for. */
function usedConstants({ ERROR, TYPE }) {
  return `module.exports = ${JSON.stringify({ ERROR, TYPE })};`;
}

/** A module that gives these bytes, unpacked when they are first asked for. */
function unpackingModule(bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  const packed = brotliCompressSync(bytes, { params }).toString('base64');
  return `const { brotliDecompressSync } = require('node:zlib');
    let bytes;
    const unpack = () => (bytes ??= brotliDecompressSync(Buffer.from('${packed}', 'base64')));
    Object.defineProperty(module, 'exports', { get: unpack });`;
}

const forDebugging = process.argv.includes('--debug');

const { metafile } = await build({
  entryPoints: {
    extension: 'src/extension.ts',
    ui: 'src/chunks/ui.ts',
    client: 'src/chunks/client.ts',
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
  // undici leaves out what only its own build needs when it sees this.
  define: { esbuildDetection: '1' },
  plugins: [lazyFiles, oneVscode, zodWithoutGlobals, zodWithoutRest, leanUndici],
  legalComments: 'none',
  charset: 'utf8',
  metafile: true,
  // Of a name that the list above misses.
  logOverride: { 'import-is-undefined': 'error' },
  logLevel: process.argv.includes('--quiet') ? 'warning' : 'info',
});
// What went into each file: notices, SBOM and tests read it. Does not ship.
fs.writeFileSync('dist/meta.json', JSON.stringify(metafile));
