import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import { describe, expect, test } from 'vitest';
import { billOfMaterials } from '../../scripts/lib/billOfMaterials.mjs';
import { NOTICES, notices } from '../../scripts/lib/notices.mjs';
import { projectFolder, readProjectFile, vsixFile } from './project';
import { readZip } from './readZip';

const packed = fs.readFileSync(vsixFile);
const bill = billOfMaterials(packed);
const names = bill.components.map(({ name }) => name);

test('the bundles contain only the declared dependencies and llhttp', () => {
  const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(readProjectFile('package.json'));
  expect(names).toEqual([...Object.keys(dependencies), 'llhttp'].toSorted());
});

describe('THIRD-PARTY-NOTICES.txt', () => {
  const text = notices();

  test('is in the package', () => {
    expect(readZip(vsixFile).get(`extension/${NOTICES}`)?.toString('utf8')).toBe(text);
  });

  test.each(['Copyright Fedor Indutny', 'Matteo Collina and Undici contributors', 'Colin McDonnell'])(
    'names %s, with the license text',
    (owner) => {
      const part = text.split('-'.repeat(80)).find((each) => each.includes(owner));
      expect(part).toContain('Permission is hereby granted');
      expect(part).toContain('THE SOFTWARE IS PROVIDED "AS IS"');
    },
  );
});

describe('the bill of materials', () => {
  test('is a CycloneDX document of this package', () => {
    expect(bill).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6' });
    expect(bill.metadata.component.hashes[0]?.content).toBe(createHash('sha256').update(packed).digest('hex'));
  });

  test('lists all shipped packages with licenses, and npm packages with their digest', () => {
    for (const { purl, hashes, licenses } of bill.components) {
      expect(licenses).toMatchObject([{ license: { id: expect.stringMatching(/^[\w.-]+$/) } }]);
      if (purl.startsWith('pkg:npm/')) {
        expect(hashes).toEqual([{ alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/) }]);
      }
    }
  });

  test('is the same for the same package, without a time or a local path', () => {
    expect(billOfMaterials(packed)).toEqual(bill);
    const text = JSON.stringify(bill);
    expect(bill).not.toHaveProperty('serialNumber');
    expect(bill.metadata).not.toHaveProperty('timestamp');
    for (const local of [projectFolder, os.homedir()]) expect(text).not.toContain(local);
  });
});
