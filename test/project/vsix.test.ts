import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isCounted } from './isCounted';
import { readProjectFile, vsixFile } from './project';
import { readPackedSizes, readZip } from './readZip';
import { findVendorKeys } from './vendorKeys';

const KILOBYTE = 1000;
const files = readZip(vsixFile);
const names = Array.from(files.keys());

/** All files in the package. Adding one is a deliberate decision. */
const shipped = [
  '[Content_Types].xml',
  'extension.vsixmanifest',
  'extension/LICENSE.txt',
  'extension/THIRD-PARTY-NOTICES.txt',
  'extension/changelog.md',
  'extension/dist/client.js',
  'extension/dist/emulator.js',
  'extension/dist/extension.js',
  'extension/dist/ui.js',
  'extension/l10n/bundle.l10n.zh-cn.json',
  'extension/media/icon.png',
  'extension/media/modelarts.svg',
  'extension/media/walkthrough/connect.svg',
  'extension/media/walkthrough/demo.svg',
  'extension/media/walkthrough/follow.svg',
  'extension/media/walkthrough/save.svg',
  'extension/media/walkthrough/use.svg',
  'extension/package.json',
  'extension/package.nls.json',
  'extension/package.nls.zh-cn.json',
  'extension/readme.md',
];

/** Maximum sizes in kB. A commit that raises one gives the reason. */
const budgets = { 'dist/extension.js': 60, 'dist/client.js': 360 };

describe('isCounted', () => {
  test.each(['extension/media/a.png', 'extension/package.nls.zh-cn.json', 'extension/l10n/bundle.l10n.zh-cn.json'])(
    'excludes %s',
    (name) => expect(isCounted(name)).toBe(false),
  );

  test.each(['extension/package.nls.json', 'extension/l10n/bundle.l10n.json', 'extension/media/step.md'])(
    'includes %s',
    (name) => expect(isCounted(name)).toBe(true),
  );
});

describe('the package', () => {
  test('contains exactly the listed files', () => {
    expect(names.toSorted()).toEqual(shipped);
  });

  test('contains at most 15 files, excluding images and translations', () => {
    expect(names.filter(isCounted).length).toBeLessThanOrEqual(15);
  });

  // Without the handling of faults found in production, the package has 191 kB.
  test('has at most 230 kB, excluding images and translations', () => {
    const counted = Array.from(readPackedSizes(vsixFile)).filter(([name]) => isCounted(name));
    const size = counted.reduce((sum, [, bytes]) => sum + bytes, 0);
    expect(size).toBeLessThanOrEqual(230 * KILOBYTE);
  });

  test('has the size of its files and the end record', () => {
    const sum = Array.from(readPackedSizes(vsixFile).values()).reduce((total, bytes) => total + bytes, 0);
    // 22 bytes are the end record of the archive.
    expect(fs.statSync(vsixFile).size - sum).toBe(22);
  });

  test.each(Object.entries(budgets))('%s has at most %d kB', (name, limit) => {
    expect(files.get(`extension/${name}`)?.length).toBeLessThanOrEqual(limit * KILOBYTE);
  });

  test.each(names.filter((name) => name.endsWith('.js')))('%s is minified and references no source map', (name) => {
    const code = files.get(name)?.toString('utf8') ?? '';
    expect(code).not.toMatch(/sourceMappingURL/);
    expect(code.split('\n').length).toBeLessThan(code.length / 200);
  });

  test.each(names.filter((name) => !name.endsWith('.png')))('%s contains no cloud keys', (name) => {
    expect(findVendorKeys(files.get(name)?.toString('utf8') ?? '')).toEqual([]);
  });

  test('contains the main file of the manifest', () => {
    const packed: { readonly main: string } = JSON.parse(files.get('extension/package.json')?.toString('utf8') ?? '');
    const built: { readonly main: string } = JSON.parse(readProjectFile('package.json'));
    expect(packed.main).toBe(built.main);
    expect(names).toContain(`extension/${packed.main.replace('./', '')}`);
  });

  test('references images in the README by public URLs', () => {
    const readme = files.get('extension/readme.md')?.toString('utf8') ?? '';
    const pictures = Array.from(readme.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g), ([, address]) => address);
    expect(pictures.length).toBeGreaterThan(0);
    for (const address of pictures) expect(address).toMatch(/^https:\/\/github\.com\/.+\.gif$/);
  });
});

describe('findVendorKeys', () => {
  // The published example of the signing guide (devg-apisign, "algorithm").
  test.each(['QTWAOYTTINDUT2QVKYUC', 'MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc'])('finds %s', (key) => {
    expect(findVendorKeys(`const k="${key}";`)).toEqual([key]);
  });

  test.each([
    'an abbreviation: ABCDEFGHIJKLMNOPQRST',
    'a digest: e3b0c44298fc1c149afbf4c8996fb92427ae41e4',
    'part of a longer word: xxQTWAOYTTINDUT2QVKYUCxx',
  ])('ignores %s', (text) => expect(findVendorKeys(text)).toEqual([]));
});
