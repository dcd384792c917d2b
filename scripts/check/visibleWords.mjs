import { literalsIn } from './literals.mjs';
import { sources } from './source.mjs';

/** Where VS Code shows a text as it is given. */
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

/** Whose words are translated, or for the log and for programs. */
const ELSEWHERE = /(?:\bl10n\.t|\blog(?:ger)?[?!]?\.\w+|Error|\bRegExp)$/;

/** What menus and VS Code go by. */
const FOR_PROGRAMS = /\bcontextValue\s*=[^;]*$|\bid\s*[:=]\s*$/;

/** Names that are the same in every language, and words that belong to a format. */
const ALIKE = new Set(['ModelArts', 'ModelArts Images', 'Huawei Cloud', 'hcloud', 'Terraform', 'Demo', '… …, Node …']);

/** What is written into images, where whoever reads it may speak another language. */
const WRITTEN = new Set(['From notebook ${notebook}']);

/** Text for people that is not in the words of `l10n.t`, so that nobody could translate it. */
export function* checkVisibleWords(tree) {
  for (const { file, text: source } of sources(tree, 'src/ui/')) {
    for (const { text, index, before, calls } of literalsIn(source)) {
      if (calls.some((name) => ELSEWHERE.test(name)) || FOR_PROGRAMS.test(before.slice(-200))) continue;
      if (ALIKE.has(withoutMarks(text)) || WRITTEN.has(text)) continue;
      const shown = SHOWN_PROPERTY.test(before.slice(-200)) || SHOWN_ARGUMENT.test(calls.at(-1) ?? '');
      if (shown ? hasWord(text) : isPhrase(text)) {
        const line = source.slice(0, index).split('\n').length;
        yield { where: `${file}:${line}`, what: `"${text}" is shown as it is: give it to l10n.t` };
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

/** What people read, wherever it stands: several words, words around a value, or one that begins with a capital. */
function isPhrase(text) {
  return /[\p{L}\d…][,:;]? …?\p{L}{2,}|\p{L}{2,}:? …|^\p{Lu}\p{Ll}+…?$/u.test(withoutMarks(text));
}
