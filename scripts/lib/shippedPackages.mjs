import fs from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../..');

/** Compiled from C and contained in undici, whose package states neither its version nor its license. Source: github.com/nodejs/llhttp. */
const llhttp = {
  name: 'llhttp',
  version: undefined,
  license: 'MIT',
  copyright: 'Copyright Fedor Indutny, 2018.',
  homepage: 'https://github.com/nodejs/llhttp',
  inside: 'undici',
};

/**
 * Returns the third-party packages in the last build, sorted by name: those the bundles contain, not all declared ones.
 *
 * @returns {ReadonlyArray<{ name: string, version: string | undefined, license: string, text: string, homepage: string, inside: string | undefined }>}
 */
export function shippedPackages() {
  const { outputs } = JSON.parse(fs.readFileSync(path.join(root, 'dist/meta.json'), 'utf8'));
  const files = Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  );
  const names = new Set(files.flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []));
  const packages = Array.from(names, readPackage);
  if (files.some((file) => file.includes('undici/lib/llhttp/'))) packages.push(readLlhttp(packages));
  return packages.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function readPackage(name) {
  const folder = path.join(root, 'node_modules', name);
  const { version, license, homepage } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const file = fs.readdirSync(folder).find((each) => /^licen[cs]e(\.\w+)?$/i.test(each));
  if (!file) throw new Error(`${name} contains no license text`);
  const text = fs.readFileSync(path.join(folder, file), 'utf8').trim();
  return { name, version, license, text, homepage, inside: undefined };
}

/** Combines llhttp's copyright with the text of the MIT license from undici's license file. */
function readLlhttp(packages) {
  const terms = packages.find(({ name }) => name === llhttp.inside).text;
  return { ...llhttp, text: `${llhttp.copyright}\n\n${terms.slice(terms.indexOf('Permission is hereby granted'))}` };
}
