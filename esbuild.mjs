// Builds the four bundles: extension.js (loaded at activation), ui.js (loaded when a view opens or a command runs), client.js
// (undici and zod, loaded at the first request) and emulator.js (the demo's service). `--debug` keeps names and writes source
// maps, which do not ship. `--quiet` prints only warnings and errors.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';

const require = createRequire(import.meta.url);

/** Dynamic imports of extension.ts, by specifier, and their bundles. */
const lazyBundles = { './chunks/client': './client.js', './chunks/ui': './ui.js', './emulator/index': './emulator.js' };

const lazyFiles = {
  name: 'lazy-files',
  setup(builder) {
    builder.onResolve({ filter: /^\.\// }, ({ path, importer }) =>
      importer.endsWith('extension.ts') && path in lazyBundles
        ? { path: lazyBundles[path], external: true }
        : undefined,
    );
  },
};

// By default, each source file that imports `vscode` copies its three hundred names. This plugin reads only the names in use,
// once per bundle.
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
        ${usedVscodeNames()
          .map((name) => `export const ${name} = /* @__PURE__ */ named('${name}');`)
          .join('')}`,
    }));
  },
};

/** Returns the names of the `vscode` module that src uses. Type names are included; tree shaking removes them. */
function usedVscodeNames() {
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

// zod stores two registries in globalThis, which all extensions share. This plugin keeps them inside the bundle.
const zodWithoutGlobals = {
  name: 'zod-without-globals',
  setup(builder) {
    builder.onLoad({ filter: /zod[\\/]v4[\\/]core[\\/](core|registries)\.js$/ }, ({ path }) => ({
      contents: `const zodGlobals = {};\n${fs.readFileSync(path, 'utf8').replaceAll('globalThis', 'zodGlobals')}`,
      loader: 'js',
    }));
  },
};

// zod accesses a helper through a namespace object, which prevents tree shaking of all helpers.
const zodWithoutRest = {
  name: 'zod-without-rest',
  setup(builder) {
    builder.onLoad({ filter: /zod[\\/]v4[\\/]mini[\\/]schemas\.js$/ }, ({ path }) => ({
      contents: fs.readFileSync(path, 'utf8').replaceAll('core.util.', 'util.'),
      loader: 'js',
    }));
  },
};

// Halves the size of undici:
// - It contains its HTTP parser twice, with and without SIMD instructions. The plain one runs everywhere and is fast enough.
// - HTTP/2 and form data are removed, because the transport disables HTTP/2 and sends only text.
// - The parser's WebAssembly is stored compressed, at half the size in the package, and unpacked within a millisecond.
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

/** Keeps only the parser tables that the dispatcher uses. */
function usedConstants({ ERROR, TYPE }) {
  return `module.exports = ${JSON.stringify({ ERROR, TYPE })};`;
}

/** Returns the source of a module that exports these bytes and unpacks them on first access. */
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
  // undici checks this to skip code that only its own build needs.
  define: { esbuildDetection: '1' },
  plugins: [lazyFiles, oneVscode, zodWithoutGlobals, zodWithoutRest, leanUndici],
  legalComments: 'none',
  charset: 'utf8',
  metafile: true,
  // Reports a `vscode` name that usedVscodeNames misses.
  logOverride: { 'import-is-undefined': 'error' },
  logLevel: process.argv.includes('--quiet') ? 'warning' : 'info',
});
// The inputs of each bundle, read by notices, SBOM and tests. Does not ship.
fs.writeFileSync('dist/meta.json', JSON.stringify(metafile));
