// As much of VS Code's own module as activation touches, for a process without VS Code: whatever is not written here
// answers every call with something that can be called again.

function callable(name) {
  const known = new Map();
  return new Proxy(
    Object.assign(() => undefined),
    {
      get(_target, key) {
        if (key === 'then' || key === Symbol.asyncIterator) return undefined;
        if (key === Symbol.toPrimitive) return () => name;
        if (key === Symbol.iterator) return () => [].values();
        if (!known.has(key)) known.set(key, callable(`${name}.${String(key)}`));
        return known.get(key);
      },
      set: (_target, key, value) => Boolean(known.set(key, value)),
      apply: () => callable(`${name}()`),
    },
  );
}

/** A class that can be made and extended. */
function newable() {
  return function Made() {
    this.dispose = () => undefined;
  };
}

function withRest(name, known) {
  const rest = callable(name);
  return new Proxy(known, { get: (_target, key) => (key in known ? known[key] : rest[key]) });
}

class EventEmitter {
  event = () => ({ dispose: () => undefined });
  fire() {}
  dispose() {}
}

/** Ids of the commands that were registered. */
const registered = [];

const configuration = { get: (_key, fallback) => fallback, inspect: () => undefined, has: () => false };

const namespaces = ['debug', 'env', 'extensions', 'languages', 'lm', 'tasks', 'window', 'Uri'];
const enums = [
  'ConfigurationTarget',
  'InputBoxValidationSeverity',
  'LogLevel',
  'ProgressLocation',
  'QuickInputButtons',
  'QuickPickItemKind',
  'StatusBarAlignment',
  'TreeItemCollapsibleState',
];
const classes = [
  'CancellationError',
  'CancellationTokenSource',
  'Disposable',
  'MarkdownString',
  'ThemeColor',
  'ThemeIcon',
  'TreeItem',
];

/** As many as the real module has: what copies its names pays for each of them. */
const others = Array.from({ length: 250 }, (_none, index) => `Other${index}`);

module.exports = {
  ...Object.fromEntries(others.map((name) => [name, undefined])),
  ...Object.fromEntries([...namespaces, ...enums].map((name) => [name, callable(`vscode.${name}`)])),
  ...Object.fromEntries(classes.map((name) => [name, newable()])),
  EventEmitter,
  registered,
  commands: withRest('vscode.commands', {
    registerCommand(id) {
      registered.push(id);
      return { dispose: () => undefined };
    },
    executeCommand: async () => undefined,
  }),
  workspace: withRest('vscode.workspace', { getConfiguration: () => configuration }),
  l10n: { t: (text) => String(text.message ?? text) },
};
