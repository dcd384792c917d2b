import { literalsIn } from './literals.mjs';
import { sources } from './source.mjs';

/** Properties and calls whose text VS Code displays. */
const SHOWN_PROPERTY = new RegExp(
  `\\b(?:${[
    'title',
    'label',
    'description',
    'detail',
    'tooltip',
    'placeholder',
    'placeHolder',
    'prompt',
    'message',
    'validationMessage',
  ].join('|')})\\s*[:=]\\s*(?:[^,;{}()=]*[?:]\\s*)?$`,
);
const SHOWN_ARGUMENT =
  /(?:\.|\b)(?:show(?:Information|Warning|Error)Message|setStatusBarMessage|TreeItem|appendMarkdown|appendText|MarkdownString)$/;

/** Calls whose text is translated, or goes to the log or to programs. */
const EXEMPT_CALL = /(?:\bl10n\.t|\blog(?:ger)?[?!]?\.\w+|Error|\bRegExp)$/;

/** Ids that menus and VS Code use. */
const FOR_PROGRAMS = /\bcontextValue\s*=[^;]*$|\bid\s*[:=]\s*$/;

/** Names that are the same in every language, and parts of a format. */
const UNTRANSLATED = new Set([
  'ModelArts',
  'ModelArts Images',
  'Huawei Cloud',
  'hcloud',
  'Terraform',
  'Demo',
  '… …, Node …',
]);

/** Texts stored in images, whose readers may use another language. */
const WRITTEN = new Set(['From notebook ${notebook}']);

/** Finds visible text outside `l10n.t`, which cannot be translated. */
export function* checkVisibleWords(tree) {
  for (const { file, text: source } of sources(tree, 'src/ui/')) {
    for (const { text, index, before, calls } of literalsIn(source)) {
      if (calls.some((name) => EXEMPT_CALL.test(name)) || FOR_PROGRAMS.test(before.slice(-200))) continue;
      if (UNTRANSLATED.has(withoutMarks(text)) || WRITTEN.has(text)) continue;
      const shown = SHOWN_PROPERTY.test(before.slice(-200)) || SHOWN_ARGUMENT.test(calls.at(-1) ?? '');
      if (shown ? hasWord(text) : isPhrase(text)) {
        const line = source.slice(0, index).split('\n').length;
        yield { where: `${file}:${line}`, what: `"${text}" is visible text outside l10n.t` };
      }
    }
  }
}

function withoutMarks(text) {
  return text.replace(/\$\([\w~-]+\)/g, '').trim();
}

function hasWord(text) {
  return /\p{L}{2}/u.test(withoutMarks(text));
}

/** Whether a text anywhere in the code looks visible: several words, words around a value, or a capitalized word. */
function isPhrase(text) {
  return /[\p{L}\d…][,:;]? …?\p{L}{2,}|\p{L}{2,}:? …|^\p{Lu}\p{Ll}+…?$/u.test(withoutMarks(text));
}
