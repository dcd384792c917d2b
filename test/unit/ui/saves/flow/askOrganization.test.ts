import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Organization } from '../../../../../src/model/account';
import { askOrganization, type OrganizationSource } from '../../../../../src/ui/saves/flow/askOrganization';
import type { OrganizationsRead, PreferredOrganization } from '../../../../../src/ui/saves/flow/pickOrganization';
import type { Answer } from '../../../../../src/ui/wizard/answer';
import { aRefusal } from '../../../../support/builders';
import { settled } from '../../../../support/manualClock';
import { leftovers, shownBox, shownPick } from '../../../../support/vscodeStub/look';
import { screen } from '../../../../support/vscodeStub/screen';

vi.mock('vscode', () => import('../../../../support/vscodeStub/index'));
beforeEach(() => screen.clear());

const LIST: readonly Organization[] = [
  { name: 'ai-team', access: 'manage' },
  { name: 'shared', access: 'read' },
  { name: 'vision.lab', access: 'edit' },
  { name: 'odd', access: 'unknown' },
];

/** A source whose list tests release. */
class Source implements OrganizationSource {
  readonly created: string[] = [];
  refusal: Error | undefined;
  #tell: (read: OrganizationsRead) => void = () => undefined;
  readonly #reading = new Promise<OrganizationsRead>((resolve) => (this.#tell = resolve));

  constructor(readonly preferred: readonly PreferredOrganization[] = []) {}

  read = (): Promise<OrganizationsRead> => this.#reading;

  create = async (name: string): Promise<void> => {
    if (this.refusal) throw this.refusal;
    this.created.push(name);
  };

  async list(organizations: readonly Organization[]): Promise<void> {
    this.#tell({ kind: 'read', organizations });
    await settled();
  }

  async fail(error: Error): Promise<void> {
    this.#tell({ kind: 'failed', error });
    await settled();
  }
}

function ask(source: Source, overrides: { value?: string; back?: boolean } = {}): Promise<Answer<string>> {
  return askOrganization({
    title: 'Organization',
    step: 2,
    totalSteps: 5,
    back: true,
    note: undefined,
    value: '',
    source,
    reference: (name) => `swr.example.com/${name}/base:1.0`,
    ...overrides,
  });
}

async function take(row: string): Promise<void> {
  shownPick().moveTo(row);
  shownPick().enter();
  await settled();
}

async function enter(text: string): Promise<void> {
  shownBox().type(text);
  shownBox().enter();
  await settled();
}

describe('the list of organizations', () => {
  test('shows preferred organizations before SWR responds, then all with their permissions', async () => {
    const source = new Source([
      { name: 'vision.lab', why: 'lastUsed' },
      { name: 'of-settings', why: 'configured' },
    ]);
    const asked = ask(source);
    expect(shownPick().busy).toBe(true);
    expect(shownPick().labels).toEqual([
      '$(pencil) Enter Organization…',
      '$(add) Create Organization…',
      '-- Organizations',
      '$(organization) vision.lab',
      '$(organization) of-settings',
    ]);
    await source.list(LIST);
    expect(shownPick().busy).toBe(false);
    expect(shownPick().labels).toEqual([
      '$(pencil) Enter Organization…',
      '$(add) Create Organization…',
      '-- Organizations',
      '$(organization) vision.lab',
      '$(organization) of-settings',
      '$(organization) ai-team',
      '$(organization) odd',
      '-- Read-only',
      '$(lock) shared',
    ]);
    expect(shownPick().row('vision.lab').description).toBe('last used · can edit');
    expect(shownPick().row('of-settings').description).toBe('from the settings · not listed by SWR');
    expect(shownPick().row('ai-team')).toMatchObject({
      description: 'admin',
      detail: 'swr.example.com/ai-team/base:1.0',
    });
    shownPick().escape();
    expect(await asked).toEqual({ kind: 'cancelled' });
    expect(leftovers()).toEqual([]);
  });

  test('resolves with the chosen one even before SWR responds', async () => {
    const asked = ask(new Source([{ name: 'vision.lab', why: 'lastUsed' }]));
    shownPick().enter();
    expect(await asked).toEqual({ kind: 'next', value: 'vision.lab' });
    expect(leftovers()).toEqual([]);
  });

  test('starts at the previous one', async () => {
    const source = new Source();
    const asked = ask(source, { value: 'vision.lab' });
    await source.list(LIST);
    expect(shownPick().activeItems).toMatchObject([{ label: '$(organization) vision.lab' }]);
    shownPick().escape();
    await asked;
  });

  test('starts at the first writable organization until the user moves', async () => {
    const active = (): readonly unknown[] => shownPick().activeItems.map(({ label }) => label);
    const source = new Source();
    const asked = ask(source);
    await source.list(LIST);
    expect(active()).toEqual(['$(organization) ai-team']);
    shownPick().escape();
    await asked;
    const other = new Source();
    const moved = ask(other, { value: 'vision.lab' });
    shownPick().moveTo('Create Organization…');
    await other.list(LIST);
    expect(active()).toEqual(['$(add) Create Organization…']);
    shownPick().escape();
    await moved;
  });

  test('starts at the row to enter a name when the proposal is not listed', async () => {
    const source = new Source();
    const asked = ask(source, { value: 'typed-before' });
    await source.list(LIST);
    shownPick().enter();
    await settled();
    expect(shownBox().value).toBe('typed-before');
    shownBox().escape();
    await asked;
  });

  test('does not accept a read-only organization and says why', async () => {
    const source = new Source();
    const asked = ask(source);
    await source.list(LIST);
    await take('shared');
    expect(shownPick().title).toContain('need edit permission');
    await take('ai-team');
    expect(await asked).toEqual({ kind: 'next', value: 'ai-team' });
  });

  test('says that there is none and how to create one', async () => {
    const source = new Source();
    const asked = ask(source);
    await source.list([]);
    expect(shownPick().placeholder).toContain('no SWR organizations');
    expect(shownPick().labels).toContain('$(add) Create Organization…');
    shownPick().escape();
    await asked;
  });

  test('is replaced by a text box with the reason and the typed text when listing fails', async () => {
    const source = new Source();
    const asked = ask(source);
    shownPick().type('my-te');
    await source.fail(aRefusal({ status: 403, code: 'ModelArts.0112' }));
    expect(shownBox().value).toBe('my-te');
    expect(shownBox().line.text).toMatch(
      /Couldn't list the organizations.*don't have permission.*swr\.example\.com\/my-te\/base:1\.0$/,
    );
    await enter('my-team');
    expect(await asked).toEqual({ kind: 'next', value: 'my-team' });
    expect(leftovers()).toEqual([]);
  });

  test('returns to the preceding step, also from the text box', async () => {
    const listed = ask(new Source(), { value: 'kept' });
    shownPick().back();
    expect(await listed).toEqual({ kind: 'back', value: 'kept' });
    const source = new Source();
    const typed = ask(source, { value: 'kept' });
    await source.fail(new Error('gone'));
    shownBox().back();
    expect(await typed).toEqual({ kind: 'back', value: 'kept' });
  });
});

describe('an unlisted organization', () => {
  test('is entered in a validated text box, and Back returns to the list', async () => {
    const source = new Source();
    const asked = ask(source);
    await source.list(LIST);
    shownPick().type('Other');
    shownPick().moveTo('Enter Organization…');
    shownPick().enter();
    await settled();
    expect(shownBox().value).toBe('Other');
    expect(shownBox().line).toMatchObject({ severity: 'error', text: expect.stringContaining('“O”') });
    shownBox().back();
    await settled();
    await take('Enter Organization…');
    await enter('other-team');
    expect(await asked).toEqual({ kind: 'next', value: 'other-team' });
  });

  test('is created in SWR by the rules of SWR', async () => {
    const source = new Source();
    const asked = ask(source);
    await source.list(LIST);
    await take('Create Organization…');
    shownBox().type('mine.-x');
    expect(shownBox().line.severity).toBe('error');
    await enter('mine');
    expect(source.created).toEqual(['mine']);
    expect(await asked).toEqual({ kind: 'next', value: 'mine' });
    expect(leftovers()).toEqual([]);
  });

  test('whose name exists stays in its text box with the reason', async () => {
    const source = new Source();
    source.refusal = aRefusal({ status: 409, code: 'SVCSTG.SWR.4090000' });
    const asked = ask(source);
    await source.list(LIST);
    await take('Create Organization…');
    await enter('group');
    expect(shownBox().line).toMatchObject({
      severity: 'error',
      text: expect.stringContaining('group is already taken'),
    });
    expect([shownBox().busy, shownBox().enabled]).toEqual([false, true]);
    shownBox().escape();
    expect(await asked).toEqual({ kind: 'cancelled' });
  });
});
