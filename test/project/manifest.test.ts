import { describe, expect, test } from 'vitest';
import { inWords, manifest } from './manifest';
import { readProjectBytes, readProjectFile } from './project';

describe('what the Marketplace shows', () => {
  test.each(['publisher', 'license', 'repository', 'bugs', 'homepage', 'qna'])('%s is there', (field) => {
    expect(manifest[field]).toBeTruthy();
  });

  test('the identity is the published one', () => {
    expect([manifest['publisher'], manifest.name, manifest.displayName]).toEqual([
      'notebook-images',
      'modelarts-notebook-images',
      'Notebook Images for ModelArts',
    ]);
  });

  test('the description is one sentence', () => {
    expect(manifest.description).toMatch(/^[A-Z][^.!?]{20,200}\.$/);
  });

  test('the version is plain, without a word behind it', () => {
    expect(manifest.version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  test('categories are of the Marketplace and keywords at most five', () => {
    expect(['Machine Learning', 'Data Science', 'Notebooks', 'Other']).toEqual(
      expect.arrayContaining([...manifest.categories]),
    );
    expect(manifest.keywords.length).toBeLessThanOrEqual(5);
  });

  test('the icon is a PNG, sharp on a dense screen', () => {
    const png = readProjectBytes(manifest.icon);
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([256, 256]);
  });

  test('a banner colour goes with it, it costs nothing, and it uses no proposed API', () => {
    expect(manifest['galleryBanner']).toEqual({ color: expect.stringMatching(/^#[0-9a-f]{6}$/), theme: 'dark' });
    expect(manifest['pricing']).toBe('Free');
    expect(manifest).not.toHaveProperty('enabledApiProposals');
  });
});

describe('where and when it runs', () => {
  test('from the oldest VS Code whose API it was checked against', () => {
    expect(manifest.engines.vscode).toBe(`^${manifest.devDependencies['@types/vscode']}`);
  });

  test('from a bundled file, and files are named that ship, not those that do not', () => {
    expect(manifest.main).toBe('./dist/extension.js');
    expect(manifest.files).toContain('dist/extension.js');
    expect(manifest.files.filter((pattern) => /node_modules|\*\*|^!|\/$/.test(pattern))).toEqual([]);
  });

  test('activated by what it contributes: nothing eager, nothing that VS Code infers itself', () => {
    expect(manifest.activationEvents.length).toBeLessThanOrEqual(2);
    expect(
      manifest.activationEvents.filter((event) =>
        /^\*$|^on(?:Command|View|Language|AuthenticationRequest):/.test(event),
      ),
    ).toEqual([]);
  });

  test('on the side of the person, and the README says why', () => {
    expect(manifest['extensionKind']).toEqual(['ui', 'workspace']);
    expect(readProjectFile('README.md')).toMatch(/Remote-SSH/);
  });

  test('it says what it does in a workspace that is not trusted or not on disk', () => {
    const { untrustedWorkspaces, virtualWorkspaces } = manifest.capabilities;
    expect(untrustedWorkspaces.supported).toBe('limited');
    expect(inWords(untrustedWorkspaces.description)).toMatch(/\.$/);
    expect(virtualWorkspaces).toBe(true);
  });

  test('its words are where VS Code looks for them', () => expect(manifest['l10n']).toBe('./l10n'));
});
