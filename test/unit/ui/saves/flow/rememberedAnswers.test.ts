import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkImageRequest } from '../../../../../src/model/checkImageRequest';
import { RememberedAnswers } from '../../../../../src/ui/saves/flow/rememberedAnswers';
import { anImageRequest } from '../../../../support/builders';
import { KeptValues } from '../../../../support/doubles';

const KEY = 'modelartsImages.answers';

describe('remembered answers', () => {
  test('are those of the last save of that notebook with that connection', async () => {
    const answers = new RememberedAnswers(new KeptValues());
    expect(answers.of('Work', 'n1')).toBeUndefined();
    await answers.remember('Work', 'n1', anImageRequest({ name: 'one', tag: 'v1' }), 1000);
    await answers.remember('Work', 'n2', anImageRequest({ name: 'two' }), 2000);
    await answers.remember('Home', 'n1', anImageRequest({ name: 'three' }), 3000);
    await answers.remember('Work', 'n1', anImageRequest({ name: 'four', tag: 'v2' }), 4000);
    expect(answers.of('Work', 'n1')).toMatchObject({ name: 'four', tag: 'v2', saves: 2, at: 4000 });
    expect(answers.of('Work', 'n2')).toMatchObject({ name: 'two', saves: 1 });
    expect(answers.of('Home', 'n1')).toMatchObject({ name: 'three', saves: 1 });
  });

  test('name the last saved notebook of a connection by time, not by order of storage', async () => {
    const answers = new RememberedAnswers(new KeptValues());
    expect(answers.latestNotebook('Work')).toBeUndefined();
    for (const [notebook, at] of [
      ['n1', 1000],
      ['n2', 3000],
      ['n3', 2000],
    ] as const) {
      await answers.remember('Work', notebook, anImageRequest(), at);
    }
    await answers.remember('Home', 'n4', anImageRequest(), 4000);
    expect(answers.latestNotebook('Work')).toBe('n2');
    expect(answers.latestNotebook('Home')).toBe('n4');
  });

  test('are stored once per notebook', async () => {
    const store = new KeptValues();
    for (const at of [1, 2]) await new RememberedAnswers(store).remember('Work', 'n1', anImageRequest(), at);
    expect(store.get(KEY)).toHaveLength(1);
  });

  test('get service defaults for missing fields and a valid count', async () => {
    const store = new KeptValues();
    const entry = { connection: 'Work', notebookId: 'n1', namespace: 'team', name: 'base', tag: 'v1' };
    for (const [saves, counted] of [
      [undefined, 0],
      [-1, 0],
      [1.5, 0],
      ['3', 0],
      [7, 7],
    ]) {
      await store.update(KEY, [{ ...entry, saves }]);
      expect(new RememberedAnswers(store).of('Work', 'n1')).toMatchObject({ workspaceId: '0', saves: counted, at: 0 });
    }
    await store.update(KEY, [{ ...entry, workspaceId: 'w1' }]);
    expect(new RememberedAnswers(store).of('Work', 'n1')).toMatchObject({ workspaceId: 'w1' });
  });

  test('without connection or notebook are dropped', async () => {
    const store = new KeptValues();
    const entry = { namespace: 'team', name: 'base', tag: 'v1' };
    await store.update(KEY, [null, 'text', { ...entry, connection: 'Work' }, { ...entry, notebookId: 'n1' }, entry]);
    const answers = new RememberedAnswers(store);
    expect([answers.of('Work', ''), answers.of('', 'n1'), answers.of('', '')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    await answers.remember('Work', 'n2', anImageRequest(), 1);
    expect(store.get(KEY)).toMatchObject([{ notebookId: 'n2' }]);
    expect(store.get(KEY)).toHaveLength(1);
  });

  test('keep an empty tag, and are dropped when the tag is missing', async () => {
    const store = new KeptValues();
    await new RememberedAnswers(store).remember('Work', 'n1', anImageRequest({ tag: '' }), 1);
    expect(new RememberedAnswers(store).of('Work', 'n1')).toMatchObject({ tag: '' });
    const { tag, ...without } = (store.get(KEY) as readonly { readonly tag: string }[])[0]!;
    expect(tag).toBe('');
    await store.update(KEY, [without]);
    expect(new RememberedAnswers(store).of('Work', 'n1')).toBeUndefined();
  });

  test('survive the window', async () => {
    const store = new KeptValues();
    await new RememberedAnswers(store).remember('Work', 'n1', anImageRequest(), 1000);
    expect(new RememberedAnswers(store).of('Work', 'n1')).toMatchObject({ namespace: 'team', name: 'base' });
  });

  test('list the organizations of a connection once each, latest first', async () => {
    const answers = new RememberedAnswers(new KeptValues());
    for (const [index, namespace] of ['a', 'b', 'a', 'c'].entries()) {
      await answers.remember('Work', `n${index}`, anImageRequest({ namespace }), index);
    }
    await answers.remember('Home', 'n1', anImageRequest({ namespace: 'elsewhere' }), 9);
    expect(answers.organizations('Work')).toEqual(['c', 'a', 'b']);
  });

  test('exclude the description, which may contain anything', async () => {
    const store = new KeptValues();
    const request = anImageRequest({ description: 'password: hunter2' });
    await new RememberedAnswers(store).remember('Work', 'n1', request, 1000);
    expect(store.text).toContain('team');
    expect(store.text).not.toContain('hunter2');
  });

  test('record whether the user cleared the description when asked for one', async () => {
    const answers = new RememberedAnswers(new KeptValues());
    const undescribed = () => answers.of('Work', 'n1')?.undescribed;
    const [described, empty] = [anImageRequest({ description: 'tried' }), anImageRequest({ description: '' })];
    await answers.remember('Work', 'n1', empty, 1, false);
    expect(undescribed()).toBe(false);
    await answers.remember('Work', 'n1', empty, 2);
    expect(undescribed()).toBe(true);
    await answers.remember('Work', 'n1', empty, 3, false);
    expect(undescribed()).toBe(true);
    await answers.remember('Work', 'n1', described, 4);
    expect(undescribed()).toBe(false);
  });

  test('are stored for the 200 notebooks saved last', async () => {
    const store = new KeptValues();
    const answers = new RememberedAnswers(store);
    for (let index = 0; index < 205; index += 1) await answers.remember('Work', `n${index}`, anImageRequest(), index);
    await answers.remember('Work', 'n5', anImageRequest(), 300);
    expect(answers.of('Work', 'n4')).toBeUndefined();
    expect(answers.of('Work', 'n5')).toMatchObject({ saves: 2 });
    expect(answers.of('Work', 'n204')).toBeDefined();
    expect(store.get(store.keys()[0]!)).toHaveLength(200);
  });

  test('of a removed connection are dropped', async () => {
    const answers = new RememberedAnswers(new KeptValues());
    await answers.remember('Work', 'n1', anImageRequest(), 1);
    await answers.remember('Home', 'n1', anImageRequest(), 2);
    await answers.forget('Work');
    expect(answers.of('Work', 'n1')).toBeUndefined();
    expect(answers.of('Home', 'n1')).toBeDefined();
  });

  test('ignore invalid stored data of any kind', async () => {
    const store = new KeptValues();
    await new RememberedAnswers(store).remember('Work', 'good', anImageRequest(), 5);
    const [key] = store.keys();
    const good: unknown = (store.get(key!) as readonly unknown[])[0];
    const field = fc.constantFrom('connection', 'notebookId', 'namespace', 'name', 'tag', 'workspaceId', 'saves', 'at');
    const damaged = fc.oneof(
      fc.jsonValue(),
      fc.dictionary(field, fc.jsonValue()),
      fc
        .tuple(field, fc.jsonValue())
        .map(([name, value]) => ({ ...(good as object), notebookId: 'bad', [name]: value })),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(damaged), async (entries) => {
        await store.update(key!, [...entries, good]);
        const answers = new RememberedAnswers(store);
        expect(answers.of('Work', 'good')).toBeDefined();
        const bad = answers.of('Work', 'bad');
        const findings = bad && [...checkImageRequest({ ...bad, description: '' }).values()];
        expect(findings?.filter(({ severity }) => severity === 'stop') ?? []).toEqual([]);
        await answers.remember('Work', 'other', anImageRequest(), 6);
        expect(answers.of('Work', 'other')).toMatchObject({ name: 'base' });
      }),
    );
    await store.update(key!, 'nonsense');
    expect(new RememberedAnswers(store).of('Work', 'good')).toBeUndefined();
  });
});
