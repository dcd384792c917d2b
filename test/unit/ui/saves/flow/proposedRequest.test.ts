import * as fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { checkImageRequest } from '../../../../../src/model/checkImageRequest';
import { readSaveArguments } from '../../../../../src/ui/commandArguments';
import { type Proposal, proposedRequest } from '../../../../../src/ui/saves/flow/createDraft';
import { hostileText } from '../../../../support/hostileText';
import { screen } from '../../../../support/vscodeStub/screen';

vi.mock('vscode', () => import('../../../../support/vscodeStub/index'));

beforeEach(() => screen.clear());

function configure(settings: Readonly<Record<string, unknown>>): void {
  screen.settings = Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [`modelartsImages.${key}`, value]),
  );
}

const commit = '3f2a91c0b7d8e9f0a1b2c3d4e5f60718293a4b5c';
const remembered = {
  namespace: 'team',
  name: 'base',
  tag: 'v3',
  workspaceId: '0',
  undescribed: false,
  saves: 3,
  at: 0,
};

function propose(overrides: Partial<Proposal> = {}) {
  return proposedRequest({
    notebook: { name: 'My Notebook', imageName: 'pytorch_1.8', workspaceId: undefined },
    args: readSaveArguments(undefined).save,
    remembered: undefined,
    lastOrganization: undefined,
    workspaceId: '0',
    git: undefined,
    now: new Date(2026, 11, 31, 23, 59),
    ...overrides,
  });
}

describe('the proposed request', () => {
  test('comes from the templates of the settings for a first save', () => {
    configure({ 'save.namespace': 'configured' });
    expect(propose()).toEqual({
      name: 'my-notebook',
      namespace: 'configured',
      tag: '20261231-2359',
      description: 'From notebook My Notebook, based on pytorch_1.8',
      workspaceId: '0',
    });
  });

  test('has an empty tag when the caller gives one, and the template tag when the caller gives none', () => {
    const args = (facts: object) => readSaveArguments({ notebookId: 'n1', ...facts }).save;
    expect(propose({ args: args({ tag: '' }) }).tag).toBe('');
    expect(propose({ args: args({}) }).tag).toBe('20261231-2359');
  });

  test('leaves the tag empty when the last one was empty and no template is set', () => {
    const last = { ...remembered, tag: '' };
    expect(propose({ remembered: last }).tag).toBe('');
    configure({ 'save.tagTemplate': 'nightly-${date}' });
    expect(propose({ remembered: last }).tag).toBe('nightly-20261231');
  });

  test('has the workspace of the caller, else of the notebook, else of the connection', () => {
    const notebook = { name: 'nb', imageName: undefined, workspaceId: 'of-notebook' };
    const args = readSaveArguments({ notebookId: 'n1', workspaceId: 'of-caller' }).save;
    expect(propose({ args, notebook, workspaceId: 'of-connection' }).workspaceId).toBe('of-caller');
    expect(propose({ notebook, workspaceId: 'of-connection' }).workspaceId).toBe('of-notebook');
    const untold = { ...notebook, workspaceId: undefined };
    expect(propose({ notebook: untold, workspaceId: 'of-connection' }).workspaceId).toBe('of-connection');
    expect(propose({ notebook: { ...notebook, workspaceId: '0' }, workspaceId: 'of-connection' }).workspaceId).toBe(
      '0',
    );
  });

  test('has the last answers with a new tag', () => {
    configure({ 'save.namespace': 'configured' });
    const last = { ...remembered, tag: '20261230-0800' };
    expect(propose({ remembered: last })).toMatchObject({ name: 'base', namespace: 'team', tag: '20261231-2359' });
  });

  test('continues a counted tag of the last save unless a template is set', () => {
    expect(propose({ remembered }).tag).toBe('v4');
    configure({ 'save.tagTemplate': 'nightly-${date}' });
    expect(propose({ remembered }).tag).toBe('nightly-20261231');
  });

  test('prefers the organization of the settings to that of another notebook', () => {
    expect(propose({ lastOrganization: 'elsewhere' }).namespace).toBe('elsewhere');
    configure({ 'save.namespace': 'configured' });
    expect(propose({ lastOrganization: 'elsewhere' }).namespace).toBe('configured');
  });

  test('prefers the values of the caller', () => {
    const { save: args } = readSaveArguments({
      name: 'n',
      namespace: 'o',
      tag: 't',
      description: 'd',
      workspaceId: 'w',
    });
    expect(propose({ args, remembered })).toEqual({
      name: 'n',
      namespace: 'o',
      tag: 't',
      description: 'd',
      workspaceId: 'w',
    });
  });

  test('fills in the number of saves, the branch and the commit', () => {
    configure({ 'save.tagTemplate': 'v${n}-${gitBranch}-${gitSha}' });
    expect(propose({ remembered, git: { branch: 'main', commit } }).tag).toBe('v4-main-3f2a91c');
    expect(propose().tag).toBe('v1');
  });

  test('generates a new name when its template has a time or a counter', () => {
    configure({ 'save.nameTemplate': '${notebook}-${date}' });
    expect(propose({ remembered }).name).toBe('my-notebook-20261231');
  });

  test('falls back to the time when the template tag is empty', () => {
    configure({ 'save.tagTemplate': '${gitSha}' });
    expect(propose().tag).toBe('20261231-2359');
  });

  test('has a generated description unless the last one was cleared', () => {
    expect(propose({ remembered }).description).toBe('From notebook My Notebook, based on pytorch_1.8');
    expect(propose({ remembered: { ...remembered, undescribed: true } }).description).toBe('');
  });

  test('has only the description of the caller when nothing is asked', () => {
    const { save: args } = readSaveArguments({ notebookId: 'n1', name: 'n', namespace: 'o', confirm: false });
    expect(propose({ args, git: { branch: 'secret-project', commit } }).description).toBe('');
  });

  test('is valid for any settings, notebook and repository', () => {
    const template = fc
      .array(fc.oneof(fc.constantFrom('${notebook}', '${gitBranch}', '${n}', '${user}', '-'), hostileText))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(template, template, hostileText, hostileText, (nameTemplate, tagTemplate, name, branch) => {
        configure({ 'save.nameTemplate': nameTemplate, 'save.tagTemplate': tagTemplate });
        const notebook = { name, imageName: name, workspaceId: undefined };
        const request = propose({ notebook, git: { branch, commit } });
        expect([...checkImageRequest({ ...request, namespace: 'team' })]).toEqual([]);
      }),
    );
  });
});
