import { describe, expect, test } from 'vitest';
import { inWords, manifest } from './manifest';
import { readProjectBytes, readProjectFile } from './project';

describe('the Marketplace metadata', () => {
  test.each(['publisher', 'license', 'repository', 'bugs', 'homepage', 'qna'])('has %s', (field) => {
    expect(manifest[field]).toBeTruthy();
  });

  test('publisher, name and display name match the published extension', () => {
    expect([manifest['publisher'], manifest.name, manifest.displayName]).toEqual([
      'notebook-images',
      'modelarts-notebook-images',
      'Notebook Images for ModelArts',
    ]);
  });

  test('the description is one sentence', () => {
    expect(manifest.description).toMatch(/^[A-Z][^.!?]{20,200}\.$/);
  });

  test('the version has no suffix', () => {
    expect(manifest.version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  test('categories are known to the Marketplace and keywords are at most five', () => {
    expect(['Machine Learning', 'Data Science', 'Notebooks', 'Other']).toEqual(
      expect.arrayContaining([...manifest.categories]),
    );
    expect(manifest.keywords.length).toBeLessThanOrEqual(5);
  });

  test('the icon is a PNG of 256 × 256 pixels', () => {
    const png = readProjectBytes(manifest.icon);
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([256, 256]);
  });

  test('the banner color is set, pricing is Free, and no proposed API is used', () => {
    expect(manifest['galleryBanner']).toEqual({ color: expect.stringMatching(/^#[0-9a-f]{6}$/), theme: 'dark' });
    expect(manifest['pricing']).toBe('Free');
    expect(manifest).not.toHaveProperty('enabledApiProposals');
  });
});

describe('the runtime fields', () => {
  test('engines.vscode is the version of @types/vscode', () => {
    expect(manifest.engines.vscode).toBe(`^${manifest.devDependencies['@types/vscode']}`);
  });

  test('main is bundled, and files is an allowlist without wildcards', () => {
    expect(manifest.main).toBe('./dist/extension.js');
    expect(manifest.files).toContain('dist/extension.js');
    expect(manifest.files.filter((pattern) => /node_modules|\*\*|^!|\/$/.test(pattern))).toEqual([]);
  });

  test('activation events are neither eager nor inferred by VS Code', () => {
    expect(manifest.activationEvents.length).toBeLessThanOrEqual(2);
    expect(
      manifest.activationEvents.filter((event) =>
        /^\*$|^on(?:Command|View|Language|AuthenticationRequest):/.test(event),
      ),
    ).toEqual([]);
  });

  test('extensionKind prefers the local side, and the README mentions Remote-SSH', () => {
    expect(manifest['extensionKind']).toEqual(['ui', 'workspace']);
    expect(readProjectFile('README.md')).toMatch(/Remote-SSH/);
  });

  test('support for untrusted and virtual workspaces is declared', () => {
    const { untrustedWorkspaces, virtualWorkspaces } = manifest.capabilities;
    expect(untrustedWorkspaces.supported).toBe('limited');
    expect(inWords(untrustedWorkspaces.description)).toMatch(/\.$/);
    expect(virtualWorkspaces).toBe(true);
  });

  test('l10n points to the folder of the bundles', () => expect(manifest['l10n']).toBe('./l10n'));
});
