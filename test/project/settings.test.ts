import { describe, expect, test } from 'vitest';
import { inWords, manifest } from './manifest';
import { readProjectFile } from './project';

const { configuration } = manifest.contributes;
const settings = Object.entries(configuration.properties);
const restricted = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations ?? [];

/** The published scopes and defaults. They must not change, because users rely on them in their settings files. */
const published: Readonly<Record<string, readonly [scope: string, value: unknown]>> = {
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
  test('have the name of the extension as section title', () =>
    expect(inWords(configuration.title)).toBe(manifest.displayName));

  test.each(settings)('%s: has its published scope and default', (key, setting) => {
    expect([setting.scope, setting.default]).toEqual(published[key.replace('modelartsImages.', '')]);
  });

  test.each(settings)('%s: has a description, a type and an order', (_key, setting) => {
    expect(inWords(setting.markdownDescription ?? setting.description)).toMatch(/\.$/);
    expect(setting.type).toBeTruthy();
    expect(setting.order).toBeGreaterThan(0);
    expect(setting.enumDescriptions?.length).toBe(setting.enum?.length);
  });

  test('each setting has its own order', () => {
    const orders = settings.map(([, { order }]) => order);
    expect(new Set(orders).size).toBe(orders.length);
  });

  test('three settings are tagged as advanced', () => {
    const advanced = settings.filter(([, { tags }]) => tags?.includes('advanced')).map(([key]) => key);
    expect(advanced.toSorted()).toEqual(
      ['allUsers', 'follow.timeoutMinutes', 'http.timeoutSeconds'].map((key) => `modelartsImages.${key}`),
    );
  });

  test('save.namespace is described as an organization, as in the wizard', () => {
    const { markdownDescription } = configuration.properties['modelartsImages.save.namespace'] ?? {};
    expect(inWords(markdownDescription)).toMatch(/\borganization\b/);
  });

  test('no setting holds a secret', () => {
    const text = JSON.stringify(Object.values(configuration.properties).map((setting) => Object.keys(setting)));
    expect(text + settings.map(([key]) => key).join()).not.toMatch(/secret|password|token|access.?key/i);
  });

  test('connections and connection are restricted in untrusted workspaces', () => {
    expect(restricted).toEqual(expect.arrayContaining(['modelartsImages.connections', 'modelartsImages.connection']));
  });

  test.each(settings)('%s: an untrusted folder cannot set it', (key, { scope }) => {
    // VS Code reads settings with application scope only from user settings.
    expect(scope === 'application' || restricted.includes(key)).toBe(true);
  });

  test('a trusted folder can set exactly the settings listed in SECURITY.md', () => {
    const [, section = ''] = readProjectFile('SECURITY.md').split('## What a folder can and cannot do');
    const [table = ''] = section.split('\n## ');
    const named = [...table.matchAll(/^\| `([\w.]+)` \|/gm)].map(([, key = '']) => `modelartsImages.${key}`);
    const settable = settings.filter(([, { scope }]) => scope !== 'application').map(([key]) => key);
    expect(named.toSorted()).toEqual(settable.toSorted());
  });

  test.each(['save.nameTemplate', 'save.tagTemplate'])('%s: is limited to 256 characters', (key) => {
    expect(configuration.properties[`modelartsImages.${key}`]).toMatchObject({ maxLength: 256 });
  });
});
