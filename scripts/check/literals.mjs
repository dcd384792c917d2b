/**
 * Returns the string and template literals of TypeScript source, in order, as `{ text, index, before, calls }`. `text` is the
 * source text with `…` for each `${}`, `before` the code in front of it, and `calls` the names of the enclosing calls,
 * outermost first. Text in comments and regular expressions is skipped.
 */
export function literalsIn(source) {
  return read(source).filter(({ pattern }) => pattern === undefined);
}

/** Returns the regular expression literals of TypeScript source, in order, as `{ pattern, index }`, with slashes and flags. */
export function patternsIn(source) {
  return read(source).filter(({ pattern }) => pattern !== undefined);
}

function read(source) {
  const found = [];
  readCode(source, 0, [], found);
  return found.toSorted((a, b) => a.index - b.index);
}

/** Reads code up to its closing `}`, or to the end. Returns the index of that position. */
function readCode(source, start, calls, found) {
  const open = [];
  let index = start;
  while (index < source.length) {
    const skipped = skip(source, index, found);
    const character = source[index];
    if (skipped > index) index = skipped;
    else if (character === '`') index = readTemplate(source, index, [...calls, ...open], found);
    else if (character === "'" || character === '"') index = readString(source, index, [...calls, ...open], found);
    else if (character === '}' && !open.includes('{')) return index;
    else {
      if (character === '(') open.push(/([\w.#?!]*)\s*$/.exec(source.slice(Math.max(0, index - 80), index))[1]);
      else if (character === '{') open.push('{');
      else if (character === ')') open.splice(open.findLastIndex((each) => each !== '{'));
      else if (character === '}') open.splice(open.lastIndexOf('{'));
      index += 1;
    }
  }
  return index;
}

/** Returns the index after the comment or regular expression that starts here, or the same index if none does. */
function skip(source, index, found) {
  if (source[index] !== '/') return index;
  const comment = /\/\/[^\n]*|\/\*[^]*?\*\//y;
  comment.lastIndex = index;
  if (comment.test(source)) return comment.lastIndex;
  if (!/(?:[(,=:[!&|?{};>]|\breturn|^)\s*$/.test(source.slice(Math.max(0, index - 80), index))) return index;
  const expression = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/\w*/y;
  expression.lastIndex = index;
  if (!expression.test(source)) return index;
  found.push({ pattern: source.slice(index, expression.lastIndex), index });
  return expression.lastIndex;
}

function readString(source, index, calls, found) {
  const literal = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/y;
  literal.lastIndex = index;
  const [written] = literal.exec(source) ?? [source[index]];
  found.push({ text: written.slice(1, -1), index, before: source.slice(0, index), calls });
  return index + written.length;
}

function readTemplate(source, start, calls, found) {
  let text = '';
  let index = start + 1;
  while (index < source.length && source[index] !== '`') {
    if (source.startsWith('${', index)) {
      index = readCode(source, index + 2, calls, found) + 1;
      text += '…';
    } else {
      const length = source[index] === '\\' ? 2 : 1;
      text += source.slice(index, index + length);
      index += length;
    }
  }
  found.push({ text, index: start, before: source.slice(0, start), calls });
  return index + 1;
}
