/** Texts that are the same in every language: names of products, formats and commands. */
const UNTRANSLATED = new Set(['ModelArts', 'ID', 'SSH', 'docker pull', '{size} GB']);

/** Machine-readable parts of a text: placeholders, code, icons and command links. */
const MARKS = /\{\w+\}|`[^`]*`|\$\([\w~-]+\)|\(command:[^)]*\)/g;

/** Words that the Chinese documentation of the service does not use, and half-width punctuation beside Chinese characters. */
const DENIED_IN_CHINESE = /应答|机密(?!钥)|字词|有人查看|得到回应|。。|\p{Script=Han}[,;:!?()]|[,;!?()]\p{Script=Han}/u;

/** Compares a translation with its original: keys, placeholders, links, number of lines, outer whitespace, untranslated texts. */
export function* checkTranslation(file, translated, original) {
  for (const key of Object.keys(original)) if (!(key in translated)) yield { where: file, what: `"${key}" is missing` };
  for (const [key, text] of Object.entries(translated)) {
    const source = original[key];
    if (source === undefined) yield { where: file, what: `"${key}" has no original` };
    else for (const what of differences(text, source)) yield { where: file, what: `"${key}" ${what}` };
    const denied = file.includes('.zh-cn.') && DENIED_IN_CHINESE.exec(text.replace(MARKS, ''));
    if (denied) yield { where: file, what: `"${key}" contains “${denied[0]}”, which Chinese texts don't use` };
  }
}

function* differences(text, original) {
  if (!sameMarks(text, original)) yield 'has other placeholders than its original';
  if (text.split('\n').length !== original.split('\n').length) yield 'has another number of lines than its original';
  if (outerWhitespace(text) !== outerWhitespace(original))
    yield 'has other leading or trailing whitespace than its original';
  if (text === original && !UNTRANSLATED.has(text)) yield 'is not translated';
}

function sameMarks(one, other) {
  const [ones, others] = [one, other].map((text) => new Set(text.match(MARKS)));
  return ones.size === others.size && [...ones].every((mark) => others.has(mark));
}

function outerWhitespace(text) {
  return `${/^\s*/.exec(text)[0]}…${/\s*$/.exec(text)[0]}`;
}
