import { manifestOf, sources, stringsIn } from './source.mjs';

const IDS = 'src/ui/ids.ts';

/** What the manifest promises and what the code answers to: commands, views, settings, words of context values. */
export function checkManifestAgainstCode(tree) {
  const manifest = manifestOf(tree);
  return [
    ...commands(tree, manifest),
    ...mentionedCommands(manifest, tree),
    ...views(tree, manifest),
    ...settings(tree, manifest),
    ...contextWords(tree, manifest),
    ...contextKeys(tree, manifest),
  ];
}

/** The ids between the braces of `export const NAME = { … }`, as name and value. */
function idsOf(tree, name) {
  const block = new RegExp(`export const ${name} = \\{([^}]*)\\}`).exec(tree.read(IDS))?.[1];
  if (block === undefined) throw new Error(`${IDS} has no ${name}`);
  return Array.from(block.matchAll(/(\w+): '([^']+)'/g), ([, key, id]) => ({ key, id }));
}

function contributedCommands(manifest) {
  return new Set(manifest.contributes.commands.map(({ command }) => command));
}

function* commands(tree, manifest) {
  const contributed = contributedCommands(manifest);
  const known = idsOf(tree, 'COMMANDS');
  for (const { key, id } of known) {
    if (!contributed.has(id)) yield { where: IDS, what: `the command ${id} is not contributed by package.json` };
    if (!usesKey(tree, `COMMANDS.${key}`)) yield { where: IDS, what: `nothing in src registers COMMANDS.${key}` };
  }
  for (const id of contributed) {
    if (!known.some((command) => command.id === id)) {
      yield { where: 'package.json', what: `the command ${id} is not in COMMANDS of ${IDS}` };
    }
  }
}

function usesKey(tree, expression) {
  const pattern = new RegExp(`\\b${expression.replace('.', '\\.')}\\b`);
  return sources(tree).some(({ file, text }) => file !== IDS && pattern.test(text));
}

/** Menus, keybindings and links (`command:…`) may only name commands that exist. */
function* mentionedCommands(manifest, tree) {
  const contributed = contributedCommands(manifest);
  const { menus = {}, keybindings = [] } = manifest.contributes;
  const named = [...Object.values(menus).flat(), ...keybindings].map(({ command }) => command).filter(Boolean);
  const linked = [manifest, JSON.parse(tree.read('package.nls.json'))]
    .flatMap((part) => [...stringsIn(part)])
    .flatMap((text) => Array.from(text.matchAll(/\(command:([\w.-]+)/g), ([, id]) => id));
  const views = Object.values(manifest.contributes.views ?? {}).flat();
  const focusing = new Set(views.map(({ id }) => `${id}.focus`));
  for (const id of new Set([...named, ...linked])) {
    if (!contributed.has(id) && !focusing.has(id) && !/^(workbench|vscode|_?extensions)\./.test(id)) {
      yield { where: 'package.json', what: `a menu, a key or a link names ${id}, which is not a command` };
    }
  }
}

function* views(tree, manifest) {
  const contributed = Object.values(manifest.contributes.views ?? {}).flat();
  const known = new Set(idsOf(tree, 'VIEWS').map(({ id }) => id));
  for (const { id } of contributed) {
    if (!known.delete(id)) yield { where: 'package.json', what: `the view ${id} is not in VIEWS of ${IDS}` };
  }
  for (const id of known) yield { where: IDS, what: `the view ${id} is not contributed by package.json` };
}

/** A setting that nothing reads is a promise nobody keeps. */
function* settings(tree, manifest) {
  const everything = sources(tree)
    .map(({ text }) => text)
    .join('\n');
  for (const key of Object.keys(manifest.contributes.configuration?.properties ?? {})) {
    const short = key.slice(key.indexOf('.') + 1);
    if (!everything.includes(`'${short}'`))
      yield { where: 'package.json', what: `nothing in src reads the setting ${key}` };
  }
}

/** Words that menus look for in a context value must be words that the code can put there. */
function* contextWords(tree, manifest) {
  const everything = sources(tree)
    .map(({ text }) => text)
    .join('\n');
  const clauses = [...stringsIn(manifest.contributes)].filter((text) => text.includes('viewItem'));
  const words = new Set(clauses.flatMap((clause) => Array.from(clause.matchAll(/\\b(\w+)\\b/g), ([, word]) => word)));
  for (const word of words) {
    if (!new RegExp(`['\`\\s]${word}['\`\\s]`).test(everything)) {
      yield { where: 'package.json', what: `a menu waits for the context word "${word}", which src never sets` };
    }
  }
}

/** Keys of `when` must be keys that the code sets, compared with words it can set them to; and each it sets must matter. */
function* contextKeys(tree, manifest) {
  const known = /export const CONTEXT = /.test(tree.read(IDS)) ? idsOf(tree, 'CONTEXT') : [];
  const everything = sources(tree)
    .map(({ text }) => text)
    .join('\n');
  const clauses = clausesIn(manifest.contributes).map((clause) =>
    clause.replaceAll(/\b(?:view|focusedView) (?:==|=~) \S+/g, ''),
  );
  for (const { key, id } of known) {
    if (!clauses.some((clause) => clause.includes(id))) yield { where: IDS, what: `nothing waits for CONTEXT.${key}` };
    if (!new RegExp(`'setContext',\\s*CONTEXT\\.${key}\\b`).test(everything)) {
      yield { where: IDS, what: `nothing in src sets CONTEXT.${key}` };
    }
  }
  for (const [, key, word] of clauses.flatMap((clause) => [...clause.matchAll(/\b(\w+\.\w+)(?: (?:==|!=) (\w+))?/g)])) {
    if (!known.some(({ id }) => id === key)) {
      if (key.startsWith(prefixOf(tree))) {
        yield {
          where: 'package.json',
          what: `a menu or view waits for the key ${key}, which is not in CONTEXT of ${IDS}`,
        };
      }
    } else if (word && !everything.includes(`'${word}'`)) {
      yield { where: 'package.json', what: `a menu or view waits for ${key} to be ${word}, which src never says` };
    }
  }
}

/** Every `when` and `enablement`. */
function clausesIn(value) {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) =>
    typeof part === 'string' && (name === 'when' || name === 'enablement') ? [part] : clausesIn(part),
  );
}

/** E.g. `modelartsImages.`: what the ids of this extension begin with. */
function prefixOf(tree) {
  const [{ id }] = idsOf(tree, 'COMMANDS');
  return id.slice(0, id.indexOf('.') + 1);
}
