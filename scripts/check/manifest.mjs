import { manifestOf, sources, stringsIn } from './source.mjs';

const IDS = 'src/ui/ids.ts';

/** Checks that manifest and code have the same views, settings, context values and context keys. */
export function checkManifestAgainstCode(tree) {
  const manifest = manifestOf(tree);
  return [
    ...mentionedCommands(manifest, tree),
    ...views(tree, manifest),
    ...settings(tree, manifest),
    ...contextWords(tree, manifest),
    ...contextKeys(tree, manifest),
  ];
}

/** Returns the entries of `export const NAME = { … }` as `{ key, id }`. */
function idsOf(tree, name) {
  const block = new RegExp(`export const ${name} = \\{([^}]*)\\}`).exec(tree.read(IDS))?.[1];
  if (block === undefined) throw new Error(`${IDS} has no ${name}`);
  return Array.from(block.matchAll(/(\w+): '([^']+)'/g), ([, key, id]) => ({ key, id }));
}

function contributedCommands(manifest) {
  return new Set(manifest.contributes.commands.map(({ command }) => command));
}

/** Checks that menus, key bindings and `command:` links name existing commands. */
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
      yield { where: 'package.json', what: `a menu, key binding or link refers to ${id}, which is not a command` };
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

/** Checks that src reads every setting. */
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

/** Checks that src contains every word that a menu looks for in `viewItem`. */
function* contextWords(tree, manifest) {
  const everything = sources(tree)
    .map(({ text }) => text)
    .join('\n');
  const clauses = [...stringsIn(manifest.contributes)].filter((text) => text.includes('viewItem'));
  const words = new Set(clauses.flatMap((clause) => Array.from(clause.matchAll(/\\b(\w+)\\b/g), ([, word]) => word)));
  for (const word of words) {
    if (!new RegExp(`['\`\\s]${word}['\`\\s]`).test(everything)) {
      yield { where: 'package.json', what: `a when clause uses the context word "${word}", which src never sets` };
    }
  }
}

/** Checks that `when` clauses use only context keys and values that src sets, and that every context key is used. */
function* contextKeys(tree, manifest) {
  const known = /export const CONTEXT = /.test(tree.read(IDS)) ? idsOf(tree, 'CONTEXT') : [];
  const everything = sources(tree)
    .map(({ text }) => text)
    .join('\n');
  const clauses = clausesIn(manifest.contributes).map((clause) =>
    clause.replaceAll(/\b(?:view|focusedView) (?:==|=~) \S+/g, ''),
  );
  for (const { key, id } of known) {
    if (!clauses.some((clause) => clause.includes(id)))
      yield { where: IDS, what: `no when clause uses CONTEXT.${key}` };
    if (!new RegExp(`'setContext',\\s*CONTEXT\\.${key}\\b`).test(everything)) {
      yield { where: IDS, what: `nothing in src sets CONTEXT.${key}` };
    }
  }
  for (const [, key, word] of clauses.flatMap((clause) => [...clause.matchAll(/\b(\w+\.\w+)(?: (?:==|!=) (\w+))?/g)])) {
    if (!known.some(({ id }) => id === key)) {
      if (key.startsWith(prefixOf(tree))) {
        yield {
          where: 'package.json',
          what: `a when clause uses the context key ${key}, which is not in CONTEXT of ${IDS}`,
        };
      }
    } else if (word && !everything.includes(`'${word}'`)) {
      yield { where: 'package.json', what: `a when clause compares ${key} with ${word}, a value that src never sets` };
    }
  }
}

/** Returns every `when` and `enablement` clause. */
function clausesIn(value) {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) =>
    typeof part === 'string' && (name === 'when' || name === 'enablement') ? [part] : clausesIn(part),
  );
}

/** Returns the prefix of the extension's ids, e.g. `modelartsImages.`. */
function prefixOf(tree) {
  const [{ id }] = idsOf(tree, 'VIEWS');
  return id.slice(0, id.indexOf('.') + 1);
}
