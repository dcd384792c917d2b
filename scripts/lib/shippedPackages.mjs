import fs from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../..');

/** Inside undici, compiled from C: its package names neither version nor licence. Source: github.com/nodejs/llhttp. */
const llhttp = {
  name: 'llhttp',
  version: undefined,
  license: 'MIT',
  copyright: 'Copyright Fedor Indutny, 2018.',
  homepage: 'https://github.com/nodejs/llhttp',
  inside: 'undici',
};

/**
 * Foreign code in the files that ship, by name: what the last build took from node_modules, not what is declared.
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
  if (!file) throw new Error(`${name} ships without the text of its licence`);
  const text = fs.readFileSync(path.join(folder, file), 'utf8').trim();
  return { name, version, license, text, homepage, inside: undefined };
}

/** The MIT licence's own words, as undici's file has them, under llhttp's copyright. */
function readLlhttp(packages) {
  const terms = packages.find(({ name }) => name === llhttp.inside).text;
  return { ...llhttp, text: `${llhttp.copyright}\n\n${terms.slice(terms.indexOf('Permission is hereby granted'))}` };
}
