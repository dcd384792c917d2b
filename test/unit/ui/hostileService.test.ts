import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { readResponse } from '../../../src/api/readResponse';
import { organizationsSchema } from '../../../src/api/wire/account';
import { imageSchema, notebookDetailsSchema } from '../../../src/api/wire/modelarts';
import { NotSavableError, RefusedError } from '../../../src/model/errors';
import { groupImages } from '../../../src/model/image';
import type { SaveState } from '../../../src/save/saveState';
import { showConnectionStatusBar } from '../../../src/ui/connections/register';
import { copyAsCommand, copyImageReferenceCommand } from '../../../src/ui/copy/copyCommands';
import { copyText } from '../../../src/ui/copy/copyForms';
import { confirmDeletion } from '../../../src/ui/images/deleteImageCommand';
import { imageRow, imageTooltip, organizationRow, repositoryRow } from '../../../src/ui/images/imageRow';
import { pickImage } from '../../../src/ui/images/pickImage';
import { askFilter } from '../../../src/ui/notebooks/askViewOptions';
import { pickOne } from '../../../src/ui/notebooks/commands/notebookTarget';
import { notebookRow, notebookTooltip } from '../../../src/ui/notebooks/notebookRow';
import { connectionRow, groupLabel, groupRow } from '../../../src/ui/notebooks/otherRows';
import { DEFAULT_VIEW_OPTIONS } from '../../../src/ui/notebooks/viewOptions';
import { askImageRequest } from '../../../src/ui/saves/flow/askImageRequest';
import { askOrganization } from '../../../src/ui/saves/flow/askOrganization';
import { askWorkspace } from '../../../src/ui/saves/flow/askWorkspace';
import { askConfirmation } from '../../../src/ui/saves/flow/confirmationStep';
import { pickNotebook } from '../../../src/ui/saves/flow/pickNotebook';
import { pickSave } from '../../../src/ui/saves/openSaves';
import { announceSave } from '../../../src/ui/saves/progress/announceSave';
import { showSaveProgress } from '../../../src/ui/saves/progress/notifySaves';
import { SaveNotification } from '../../../src/ui/saves/progress/saveNotification';
import { registerSaveStatusBar } from '../../../src/ui/saves/progress/saveStatusBar';
import { saveRow } from '../../../src/ui/saves/saveRows';
import { errorText } from '../../../src/ui/text/errorText';
import { notify } from '../../../src/ui/text/notify';
import { errorRow } from '../../../src/ui/treeRow';
import { askPick } from '../../../src/ui/wizard/pickStep';
import { aSave } from '../../support/builders';
import { ManualClock, settled } from '../../support/manualClock';
import { shownBox, shownPick } from '../../support/vscodeStub/look';
import { InputBox, QuickPick } from '../../support/vscodeStub/quickInput';
import { screen } from '../../support/vscodeStub/screen';

vi.mock('vscode', () => import('../../support/vscodeStub'));
beforeEach(() => screen.clear());

/** Text that VS Code renders as a link (vs/base/common/linkedText.ts). */
const LINK = /\[[^\]]+\]\((?:https?:\/\/|command:|file:)[^)\s]+(?: (?:"[^"]*"|'[^']*'))?\)/i;
/** Text that VS Code renders as an icon (vs/base/common/iconLabels.ts), unless escaped by a backslash. */
const ICON = /(?<!\\)\$\((?:flame|x|zap~spin)\)/;

const HOSTILE = [
  '[Details](command:workbench.action.quit)',
  '$(flame)',
  'a [b](https://evil.example) $(zap~spin) [c](file:///etc/passwd "d")',
  '$$(flame)][x](command:y)',
  '[$(flame)](command:z "$(x)")',
];

/** Sets the same text in every field of a response, except those of other types. */
function fields<T>(names: readonly string[], text: string, others: T): T & Record<string, string> {
  return { ...Object.fromEntries(names.map((name) => [name, text])), ...others };
}

function aHostileNotebook(text: string, status = text) {
  const names = ['id', 'name', 'description', 'fail_reason', 'flavor', 'feature', 'workspace_id', 'user_id'];
  return notebookDetailsSchema.parse(
    fields(names, text, {
      status,
      user: { id: text, name: text },
      pool: { id: text, name: text },
      image: { id: text, name: text, swr_path: text },
      volume: { category: text, capacity: 5, mount_path: text },
      data_volumes: [{ category: text, capacity: 5, mount_path: text }],
      endpoints: [{ service: 'SSH', uri: text, key_pair_names: [text] }],
      action_progress: [{ step: 1, status: text, description: text }],
    }),
  );
}

function aHostileImage(text: string, status = text) {
  const names = ['id', 'name', 'namespace', 'tag', 'status_message', 'swr_path', 'arch', 'origin', 'description'];
  return imageSchema.parse(fields([...names, 'workspace_id'], text, { status }));
}

function aHostileRefusal(text: string, status = 403): RefusedError {
  const body = JSON.stringify({ error_code: text, error_msg: text, request_id: text });
  try {
    readResponse({ status, headers: { 'x-request-id': text }, body }, 'modelarts.example.com');
  } catch (error) {
    if (error instanceof RefusedError) return error;
  }
  throw new Error('No refusal');
}

function aHostileSave(text: string, state: (image: ReturnType<typeof aHostileImage>) => SaveState) {
  const request = { name: text, namespace: text, tag: text, description: text, workspaceId: text };
  const notebook = { id: text, name: text };
  return aSave({ notebook, request, reference: text, requestId: text, state: state(aHostileImage(text, 'CREATING')) });
}

/** Shows a surface that contains a text of the service. */
type Shown = (text: string) => unknown;

const step = { title: 't', step: 1, totalSteps: 2, back: true };

const SURFACES: Readonly<Record<string, Shown>> = {
  'a row of a notebook': (text) =>
    notebookRow(aHostileNotebook(text), { isBeingSaved: false, showsOwner: true, now: 0 }),
  'a row of an image': (text) =>
    imageRow(aHostileImage(text), { deleting: false, notebook: text, browsable: true, now: 0 }),
  'a row of an organization and of a repository': (text) =>
    groupImages([aHostileImage(text)]).flatMap((organization) => [
      organizationRow(organization, false),
      ...organization.repositories.map((each) => repositoryRow(each, false)),
    ]),
  'a row of a save': (text) =>
    saveRow(
      aHostileSave(text, (image) => ({ phase: 'saved', image })),
      { now: 0, usualMs: undefined },
    ),
  'a row of an error': (text) => errorRow({ kind: 'error', error: aHostileRefusal(text) }),
  'rows of connections and groups': (text) => [
    connectionRow({ name: text, region: text, error: text, isOwnOnly: true, isInUse: true }),
    groupRow(groupLabel('status', text, undefined), 1),
    groupRow(groupLabel('workspace', 'w', text), 1),
  ],
  'a list of notebooks': async (text) => {
    const pages = (async function* () {
      yield { notebooks: [aHostileNotebook(text), aHostileNotebook(`${text}2`, 'RUNNING')] };
    })();
    void pickNotebook({ ...step, pages, currentNotebook: { id: undefined, search: async () => undefined } });
    await settled();
    shownPick().enter();
  },
  'a list of notebooks for a command': async (text) => {
    void pickOne(
      't',
      async function* () {
        yield { notebooks: [aHostileNotebook(text)] };
      },
      () => true,
    );
  },
  'a list of images': (text) =>
    void pickImage({ title: 't', images: Promise.resolve([aHostileImage(text)]), fits: () => true }),
  'a list of saves': (text) => {
    const saves = [aHostileSave(text, (image) => ({ phase: 'saved', image }))];
    void pickSave([...saves, aSave({ notebook: { id: text, name: '' } })], 't');
  },
  'a list of a step': (text) =>
    void askPick({ ...step, placeholder: 'p', rows: [{ label: text, description: text, detail: text }] }),
  'a filter': async (text) => {
    void askFilter({ ...DEFAULT_VIEW_OPTIONS, text }, true);
    await settled();
    shownPick().type(text);
  },
  'the organizations': async (text) => {
    const organizations = organizationsSchema.parse({
      namespaces: [7, 1].map((auth) => ({ name: `${text}${auth}`, auth })),
    });
    const source = {
      read: async () => ({ kind: 'read', organizations }) as const,
      create: async () => undefined,
      preferred: [{ name: text, why: 'lastUsed' } as const],
    };
    void askOrganization({ ...step, source, value: '', note: text, reference: (each) => `swr/${each}` });
    await settled();
    shownPick().moveTo(text.slice(0, 1));
    shownPick().enter();
  },
  'organizations that cannot be listed': (text) => {
    const source = {
      read: async () => ({ kind: 'failed', error: aHostileRefusal(text) }) as const,
      create: async () => undefined,
      preferred: [],
    };
    void askOrganization({ ...step, source, value: text, note: text, reference: (each) => `swr/${each}` });
  },
  'an organization that SWR refuses to make': async (text) => {
    const create = async (): Promise<void> => {
      throw aHostileRefusal(text, 400);
    };
    const source = { read: async () => ({ kind: 'read', organizations: [] }) as const, create, preferred: [] };
    void askOrganization({ ...step, source, value: '', note: undefined, reference: (each) => `swr/${each}` });
    await settled();
    shownPick().moveTo('Create Organization');
    shownPick().enter();
    await settled();
    shownBox().type('my-team');
    shownBox().enter();
  },
  'the boxes of a save': async (text) => {
    const defaults = { name: text, namespace: text, tag: text, description: text, workspaceId: text };
    for (const field of ['name', 'tag', 'description'] as const) {
      void askImageRequest({
        defaults,
        rules: {
          reference: () => `swr/${text}`,
          verdict: () => ({ severity: 'stop', message: `refused: ${text}` }),
          awaitTagCheck: async () => undefined,
          freeTag: () => undefined,
        },
        organizations: {
          read: async () => ({ kind: 'read', organizations: [] }),
          create: async () => undefined,
          preferred: [],
        },
        stepsBefore: 0,
        from: { field, note: text },
      });
      await settled();
      shownBox().type(`${text} `);
      shownBox().enter();
      await settled();
    }
  },
  'the workspaces': (text) =>
    void askWorkspace({
      title: text,
      step: 5,
      totalSteps: 5,
      back: true,
      value: text,
      note: undefined,
      source: { known: [{ id: `${text} `, name: text }], read: async () => undefined },
    }),
  'the confirmation of a save': (text) =>
    void askConfirmation({
      step: 5,
      usualMs: undefined,
      notebookName: text,
      references: [text, text],
      description: text,
      details: [{ label: text }],
      modes: ['save'],
      mountPaths: [text],
      warnings: [text],
    }),
  'the confirmation of a save of one notebook': (text) =>
    void askConfirmation({
      step: 5,
      usualMs: undefined,
      notebookName: text,
      references: [text],
      description: text,
      details: [{ label: text }],
      modes: ['save'],
      mountPaths: [],
      warnings: [],
    }),
  'the confirmation of a deletion': async (text) => {
    void confirmDeletion([aHostileImage(text, 'ACTIVE')]);
    await settled();
    shownPick().enter();
    await settled();
    shownBox().type('wrong');
    shownBox().enter();
  },
  'what can be copied': async (text) => {
    const image = aHostileImage(text, 'ACTIVE');
    const options = {
      saves: { list: [], get: () => undefined, readEnded: async () => undefined },
      connections: { all: [] },
      projectOf: async () => 'p',
      findImage: async () => image,
    };
    await copyImageReferenceCommand(options, undefined);
    void copyAsCommand(options, undefined);
    await settled();
    await copyText(text, text);
  },
  'messages about errors': async (text) => {
    void notify.error(errorText(aHostileRefusal(text)));
    void notify.error(errorText(aHostileRefusal(text, 500)));
    void notify.warning(errorText(new NotSavableError(text, 'unknownStatus', text)));
    void notify.question(text, 'detail');
  },
  'the ends of saves': async (text) => {
    for (const state of [
      (image) => ({ phase: 'saved', image }),
      (image) => ({ phase: 'failed', image }),
      (image) => ({ phase: 'unwatched', image, why: 'stopped' }),
      () => ({ phase: 'refused', error: aHostileRefusal(text) }),
    ] satisfies readonly ((image: ReturnType<typeof aHostileImage>) => SaveState)[]) {
      void announceSave(aHostileSave(text, state), async () => undefined);
    }
  },
  'the progress of a save, and the status bar': async (text) => {
    const save = aHostileSave(text, (image) => ({ phase: 'saving', image, trouble: undefined }));
    const listeners: ((each: typeof save) => void)[] = [];
    const saves = {
      list: [save],
      get: () => save,
      usualMs: () => undefined,
      onDidChange: (listener: (each: typeof save) => void) => {
        listeners.push(listener);
        return { dispose: () => undefined };
      },
    };
    const manual = new ManualClock();
    const shown = [
      showSaveProgress(saves as never, manual, async () => ({ SaveNotification })),
      registerSaveStatusBar(saves as never, manual),
    ];
    onTestFinished(() => {
      for (const each of shown) each.dispose();
    });
    for (const listener of listeners) listener(save);
  },
  'the status bar of a connection': (text) => {
    const current = { name: text };
    const onDidChange = () => ({ dispose: () => undefined });
    showConnectionStatusBar({ current, onDidChange } as never, { of: () => 'unreachable', onDidChange } as never);
  },
  tooltips: (text) => [
    imageTooltip(aHostileImage(text), text),
    notebookTooltip(aHostileNotebook(text)),
    notebookTooltip(aHostileNotebook(text, 'RUNNING')),
  ],
};

/** All texts on the screen in which VS Code looks for icons; in boxes, messages and progress for links too. */
function drawn(returned: unknown): readonly { readonly where: string; readonly text: string }[] {
  const texts: { where: string; text: string | undefined }[] = [];
  for (const input of screen.made) {
    if (input instanceof InputBox)
      texts.push({ where: 'box', text: input.prompt }, { where: 'box', text: input.line.text });
    if (input instanceof QuickPick)
      for (const { label, description, detail } of input.items)
        for (const text of [label, description, detail]) texts.push({ where: 'row', text });
  }
  for (const { text } of screen.messages) texts.push({ where: 'message', text });
  for (const { title, messages } of screen.progress)
    for (const text of [title, ...messages]) texts.push({ where: 'message', text });
  const inStatusBar = [...screen.statusMessages, ...screen.statusItems.map(({ text }) => text)];
  for (const text of inStatusBar) texts.push({ where: 'status bar', text });
  for (const item of Array.isArray(returned) ? returned : [returned]) {
    if (typeof item !== 'object' || item === null) continue;
    const { label, description, value } = item as Record<string, unknown>;
    for (const text of [label, description]) if (typeof text === 'string') texts.push({ where: 'tree', text });
    if (typeof value === 'string') texts.push({ where: 'tooltip', text: value });
  }
  return texts.flatMap(({ where, text }) => (text ? [{ where, text }] : []));
}

describe.each(Object.entries(SURFACES))('%s', (_name, show) => {
  test.each(HOSTILE)('renders links, commands and icons in service texts literally: %s', async (text) => {
    const returned = await show(text);
    for (let turn = 0; turn < 5; turn += 1) await settled();
    const texts = drawn(returned);
    expect(texts).not.toEqual([]);
    // Notifications render no icons; rows and the status bar render no links.
    const links = texts.filter((each) => ['box', 'message', 'tooltip'].includes(each.where) && LINK.test(each.text));
    const icons = texts.filter((each) => each.where !== 'message' && ICON.test(each.text));
    expect({ links, icons }).toEqual({ links: [], icons: [] });
  });
});
