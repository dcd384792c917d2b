import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { billOfMaterials } from '../../scripts/lib/billOfMaterials.mjs';
import { NOTICES, notices } from '../../scripts/lib/notices.mjs';
import { shippedPackages } from '../../scripts/lib/shippedPackages.mjs';
import { readProjectFile, vsixFile } from './project';
import { readZip } from './readZip';

const names = shippedPackages().map(({ name }) => name);

test('the bundles contain only the declared dependencies and llhttp', () => {
  const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(readProjectFile('package.json'));
  expect(names).toEqual([...Object.keys(dependencies), 'llhttp'].toSorted());
});

describe('THIRD-PARTY-NOTICES.txt', () => {
  test('matches the last build (to update: npm run build && node scripts/notices.mjs)', () => {
    expect(readProjectFile(NOTICES)).toBe(notices());
  });

  test('is in the package', () => {
    expect(readZip(vsixFile).get(`extension/${NOTICES}`)?.toString('utf8')).toBe(notices());
  });

  test.each(['Copyright Fedor Indutny', 'Matteo Collina and Undici contributors', 'Colin McDonnell'])(
    'names %s, with the license text',
    (owner) => {
      const part = notices()
        .split('-'.repeat(80))
        .find((text) => text.includes(owner));
      expect(part).toContain('Permission is hereby granted');
      expect(part).toContain('THE SOFTWARE IS PROVIDED "AS IS"');
    },
  );
});

describe('the bill of materials', () => {
  const packed = fs.readFileSync(vsixFile);
  const bill = billOfMaterials(packed);

  test('is a CycloneDX document of this package', () => {
    expect(bill).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6' });
    expect(bill.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(bill.metadata.component.hashes[0]?.content).toBe(createHash('sha256').update(packed).digest('hex'));
  });

  test('lists all shipped packages with licenses, and npm packages with their digest', () => {
    expect(bill.components.map(({ name }) => name)).toEqual(names);
    for (const { purl, hashes, licenses } of bill.components) {
      expect(licenses).toEqual([{ license: { id: expect.stringMatching(/^[\w.-]+$/) } }]);
      if (purl.startsWith('pkg:npm/')) {
        expect(hashes).toEqual([{ alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/) }]);
      }
    }
  });

  test('is the same for the same package, and differs for another', () => {
    expect(billOfMaterials(packed)).toEqual(bill);
    expect(billOfMaterials(Buffer.from('another')).serialNumber).not.toBe(bill.serialNumber);
  });
});
