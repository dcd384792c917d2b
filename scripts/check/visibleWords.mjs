import { parseSync, visitorKeys } from 'oxc-parser';
import { sources } from './source.mjs';

/** Properties and calls whose text VS Code displays. */
const SHOWN_PROPERTIES = new Set([
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
]);
const SHOWN_ARGUMENT =
  /(?:\.|\b)(?:show(?:Information|Warning|Error)Message|setStatusBarMessage|TreeItem|appendMarkdown|appendText|MarkdownString)$/;

/** Calls whose text is translated, or goes to the log or to programs. */
const EXEMPT_CALL = /(?:\bl10n\.t|\blog(?:ger)?[?!]?\.\w+|Error|\bRegExp)$/;

/** Properties with ids that menus and VS Code use. */
const FOR_PROGRAMS = new Set(['contextValue', 'id']);

/** The part of a syntax node that names the value assigned in it. */
const TARGETS = {
  Property: 'key',
  PropertyDefinition: 'key',
  AssignmentExpression: 'left',
  AssignmentPattern: 'left',
  VariableDeclarator: 'id',
};

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
    const { program, errors } = parseSync(file, source);
    for (const { message } of errors) yield { where: file, what: message };
    for (const [node, ...parents] of nodesIn(program)) {
      const text = textOf(node);
      if (text === undefined || UNTRANSLATED.has(withoutMarks(text)) || WRITTEN.has(text)) continue;
      if (parents.some((each) => EXEMPT_CALL.test(calleeOf(each, source)) || FOR_PROGRAMS.has(targetOf(each))))
        continue;
      if (isShown(node, parents, source) ? hasWord(text) : isPhrase(text)) {
        const line = source.slice(0, node.start).split('\n').length;
        yield { where: `${file}:${line}`, what: `"${text}" is visible text outside l10n.t` };
      }
    }
  }
}

/** Yields every node of a syntax tree, each with its parents, innermost first. */
function* nodesIn(node, parents = []) {
  const path = [node, ...parents];
  yield path;
  for (const child of visitorKeys[node.type].flatMap((key) => node[key])) if (child) yield* nodesIn(child, path);
}

/** Returns the source text of a string or template literal, with `…` for each `${}`. */
function textOf({ type, value, raw, quasis }) {
  if (type === 'TemplateLiteral') return quasis.map((part) => part.value.raw).join('…');
  return type === 'Literal' && typeof value === 'string' ? raw.slice(1, -1) : undefined;
}

/** Returns the source text of the function or class that a node calls. Empty if it is no call. */
function calleeOf({ callee }, source) {
  return callee ? source.slice(callee.start, callee.end) : '';
}

/** Returns the name of the variable or property to which a node assigns a value. */
function targetOf(node) {
  const target = node[TARGETS[node.type]];
  return (target?.property ?? target)?.name;
}

/** Whether VS Code displays the value of an expression: as a property, as an argument, or as part of one. */
function isShown(node, [parent, ...outer], source) {
  if (/^(?:Conditional|Logical)Expression$/.test(parent.type)) return isShown(parent, outer, source);
  return SHOWN_PROPERTIES.has(targetOf(parent)) || SHOWN_ARGUMENT.test(calleeOf(parent, source));
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
