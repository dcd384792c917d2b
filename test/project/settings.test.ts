import { describe, expect, test } from 'vitest';
import { inWords, manifest } from './manifest';
import { readProjectFile } from './project';

const { configuration } = manifest.contributes;
const settings = Object.entries(configuration.properties);
const restricted = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations ?? [];

/** Names, scopes and defaults that people have in their settings files: they stay as they are. */
const promised: Readonly<Record<string, readonly [scope: string, value: unknown]>> = {
  connections: ['application', []],
  connection: ['window', ''],
  refreshIntervalSeconds: ['window', 60],
  allUsers: ['window', false],
  'save.namespace': ['window', ''],
  'save.nameTemplate': ['window', '${notebook}'],
  'save.tagTemplate': ['window', '${date}-${time}'],
  'follow.timeoutMinutes': ['application', 120],
  notifications: ['application', 'all'],
  'http.timeoutSeconds': ['application', 30],
};

describe('settings', () => {
  test('stand under the name of the extension', () => expect(inWords(configuration.title)).toBe(manifest.displayName));

  test.each(settings)('%s: scope and default are the promised ones', (key, setting) => {
    expect([setting.scope, setting.default]).toEqual(promised[key.replace('modelartsImages.', '')]);
  });

  test.each(settings)('%s: is described, typed and has its place', (_key, setting) => {
    expect(inWords(setting.markdownDescription ?? setting.description)).toMatch(/\.$/);
    expect(setting.type).toBeTruthy();
    expect(setting.order).toBeGreaterThan(0);
    expect(setting.enumDescriptions?.length).toBe(setting.enum?.length);
  });

  test('no two share a place', () => {
    const orders = settings.map(([, { order }]) => order);
    expect(new Set(orders).size).toBe(orders.length);
  });

  test('three are marked as advanced', () => {
    const advanced = settings.filter(([, { tags }]) => tags?.includes('advanced')).map(([key]) => key);
    expect(advanced.toSorted()).toEqual(
      ['allUsers', 'follow.timeoutMinutes', 'http.timeoutSeconds'].map((key) => `modelartsImages.${key}`),
    );
  });

  test('the one about a namespace speaks of an organization, as the boxes do', () => {
    const { markdownDescription } = configuration.properties['modelartsImages.save.namespace'] ?? {};
    expect(inWords(markdownDescription)).toMatch(/\borganization\b/);
  });

  test('none is a secret', () => {
    const text = JSON.stringify(Object.values(configuration.properties).map((setting) => Object.keys(setting)));
    expect(text + settings.map(([key]) => key).join()).not.toMatch(/secret|password|token|access.?key/i);
  });

  test('what steers hosts or keys cannot come from a workspace that is not trusted', () => {
    expect(restricted).toEqual(expect.arrayContaining(['modelartsImages.connections', 'modelartsImages.connection']));
  });

  test.each(settings)('%s: a folder that is not trusted cannot set it', (key, { scope }) => {
    // What has the scope of the application is read from the person's settings alone, in every folder.
    expect(scope === 'application' || restricted.includes(key)).toBe(true);
  });

  test('what a trusted folder may set is what SECURITY.md says, and no more', () => {
    const [, section = ''] = readProjectFile('SECURITY.md').split('## What a folder can and cannot do');
    const [table = ''] = section.split('\n## ');
    const named = [...table.matchAll(/^\| `([\w.]+)` \|/gm)].map(([, key = '']) => `modelartsImages.${key}`);
    const settable = settings.filter(([, { scope }]) => scope !== 'application').map(([key]) => key);
    expect(named.toSorted()).toEqual(settable.toSorted());
  });

  test.each(['save.nameTemplate', 'save.tagTemplate'])('%s: has at most 256 characters', (key) => {
    expect(configuration.properties[`modelartsImages.${key}`]).toMatchObject({ maxLength: 256 });
  });
});
