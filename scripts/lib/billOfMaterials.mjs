import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { shippedPackages } from './shippedPackages.mjs';

const root = path.join(import.meta.dirname, '../..');
const readJson = (file) => JSON.parse(fs.readFileSync(path.join(root, file), 'utf8'));

/**
 * Returns the content of a package as a CycloneDX 1.6 bill of materials. It has no date, and its serial number is derived from
 * the package, so that the same package has the same bill of materials. Source: cyclonedx.org/docs/1.6/json.
 *
 * @param {Buffer} packed the bytes of the .vsix
 */
export function billOfMaterials(packed) {
  const { name, publisher, version, license, description } = readJson('package.json');
  const sha256 = createHash('sha256').update(packed).digest('hex');
  const reference = `pkg:vsix/${publisher}/${name}@${version}`;
  const components = shippedPackages().map(component);
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuid(sha256)}`,
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': reference,
        publisher,
        name,
        version,
        description,
        licenses: [{ license: { id: license } }],
        hashes: [{ alg: 'SHA-256', content: sha256 }],
      },
    },
    components,
    dependencies: [
      { ref: reference, dependsOn: components.map((each) => each['bom-ref']) },
      ...components.map((each) => ({ ref: each['bom-ref'], dependsOn: [] })),
    ],
  };
}

function component({ name, version, license, homepage, inside }) {
  const purl = inside ? `pkg:github/nodejs/${name}` : `pkg:npm/${name}@${version}`;
  const locked = inside ? undefined : readJson('package-lock.json').packages[`node_modules/${name}`];
  return {
    type: 'library',
    'bom-ref': purl,
    name,
    ...(version && { version }),
    purl,
    licenses: [{ license: { id: license } }],
    ...(locked && { hashes: [hashOf(locked.integrity)] }),
    externalReferences: [{ type: 'website', url: homepage }],
  };
}

/** Converts npm's `sha512-<base64>` to the hash format of CycloneDX. */
function hashOf(integrity) {
  const [algorithm, digest] = integrity.split('-', 2);
  return {
    alg: algorithm.toUpperCase().replace('SHA', 'SHA-'),
    content: Buffer.from(digest, 'base64').toString('hex'),
  };
}

/** Returns a UUID derived from a hexadecimal digest (RFC 9562, version 8). */
function uuid(hex) {
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
