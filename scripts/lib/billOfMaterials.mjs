import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../..');
const GENERATOR = 'node_modules/@cyclonedx/cyclonedx-esbuild/bin/cyclonedx-esbuild-cli.js';

/** Compiled from C and contained in undici, whose package states neither its version nor its license. */
const llhttp = {
  type: 'library',
  'bom-ref': 'llhttp',
  name: 'llhttp',
  copyright: 'Copyright Fedor Indutny, 2018.',
  licenses: [{ license: { id: 'MIT' } }],
  purl: 'pkg:github/nodejs/llhttp',
  externalReferences: [{ type: 'website', url: 'https://github.com/nodejs/llhttp' }],
};

/**
 * Returns the content of the last build as a CycloneDX 1.6 bill of materials: the packages that the bundles contain, not all
 * declared ones, with their license texts. The same build has the same bill of materials.
 *
 * @param {Buffer} [packed] the bytes of the .vsix, whose digest is added
 */
export function billOfMaterials(packed) {
  const options = ['--gather-license-texts', '--output-reproducible', 'dist/meta.json'];
  const output = execFileSync(process.execPath, [GENERATOR, ...options], { cwd: root, stdio: 'pipe' });
  const { metadata, components, ...bill } = JSON.parse(output);
  // Modules that a plugin of the build generates have no package URL.
  const packages = components.filter(({ purl }) => purl).map(withDigest);
  const shipped = [withTermsOf(packages.find(({ name }) => name === 'undici')), ...packages];
  if (packed)
    metadata.component.hashes = [{ alg: 'SHA-256', content: createHash('sha256').update(packed).digest('hex') }];
  const ref = metadata.component['bom-ref'];
  return {
    ...bill,
    metadata,
    components: shipped,
    dependencies: [{ ref, dependsOn: shipped.map((each) => each['bom-ref']) }],
  };
}

/** Returns the license texts in the package of a component. */
export function licenseTexts({ evidence }) {
  return evidence.licenses.map(({ license: { text } }) => Buffer.from(text.content, text.encoding).toString().trim());
}

/** Adds the digest from the lock file, `sha512-<base64>`. */
function withDigest(component) {
  const { packages } = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  const [, base64] = /^sha512-(.+)$/.exec(packages[`node_modules/${component.name}`].integrity);
  return { ...component, hashes: [{ alg: 'SHA-512', content: Buffer.from(base64, 'base64').toString('hex') }] };
}

/** Combines llhttp's copyright with the text of the MIT license from undici's license file. */
function withTermsOf(undici) {
  const [terms] = licenseTexts(undici);
  const content = `${llhttp.copyright}\n\n${terms.slice(terms.indexOf('Permission is hereby granted'))}`;
  return { ...llhttp, evidence: { licenses: [{ license: { name: 'MIT', text: { content } } }] } };
}
