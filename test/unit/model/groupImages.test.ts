import { expect, test } from 'vitest';
import { groupImages, type Image } from '../../../src/model/image';
import { anImage } from '../../support/builders';

const image = (namespace: string | undefined, name: string | undefined, tag: string, createdAt: number): Image =>
  anImage({ id: `${namespace}/${name}:${tag}`, namespace, name, tag, createdAt });

/** Formats the groups as text. */
const groupsAsText = (images: readonly Image[]): readonly string[] =>
  groupImages(images).flatMap(({ namespace, repositories }) => [
    String(namespace),
    ...repositories.flatMap(({ name, images: tags }) => [`  ${name}`, ...tags.map(({ tag }) => `    ${tag}`)]),
  ]);

test('groupImages sorts organizations by name, names by their newest image, and tags newest first', () => {
  const images = [
    image('vision', 'detector', 'v1', 5),
    image('ai', 'base', 'v1', 1),
    image('ai', 'llm', 'v1', 2),
    image('ai', 'llm', 'v2', 4),
    image('ai', 'base', 'v2', 3),
  ];
  expect(groupsAsText(images)).toEqual([
    'ai',
    '  llm',
    '    v2',
    '    v1',
    '  base',
    '    v2',
    '    v1',
    'vision',
    '  detector',
    '    v1',
  ]);
});

test.each(['a b c d', 'd c b a', 'c a d b', 'b d a c'])(
  'groupImages sorts organizations by name and puts images without one last, whichever is newest: %s',
  (newestFirst) => {
    const images = newestFirst.split(' ').map((namespace, index) => image(namespace, 'base', 'v1', 9 - index));
    for (let index = 0; index <= images.length; index += 1) {
      const some = images.toSpliced(index, 0, image(undefined, 'base', 'v1', 9.5 - index));
      expect(groupImages(some).map(({ namespace }) => namespace)).toEqual(['a', 'b', 'c', 'd', undefined]);
    }
  },
);

test('groupImages falls back to the time of the last change, and puts images without any time last', () => {
  const undated = { ...image('ai', 'base', 'undated', 0), createdAt: undefined };
  const changed = { ...image('ai', 'base', 'changed', 0), createdAt: undefined, updatedAt: 2 };
  expect(groupsAsText([undated, image('ai', 'base', 'v1', 1), changed]).slice(2)).toEqual([
    '    changed',
    '    v1',
    '    undated',
  ]);
});

test('groupImages puts images without an organization or a name into groups of their own, last', () => {
  expect(groupsAsText([image(undefined, undefined, 'v1', 9), image('ai', 'base', 'v1', 1)])).toEqual([
    'ai',
    '  base',
    '    v1',
    'undefined',
    '  undefined',
    '    v1',
  ]);
});

test('groupImages groups ten thousand images, each once', () => {
  const many = Array.from({ length: 10_000 }, (_each, index) =>
    image(`o${index % 7}`, `n${index % 90}`, `${index}`, index),
  );
  const groups = groupImages(many).flatMap(({ repositories }) => repositories);
  expect(groups.reduce((sum, { images }) => sum + images.length, 0)).toBe(10_000);
});
