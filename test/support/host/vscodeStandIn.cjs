// As much of `vscode` as activation touches, in a process without VS Code: everything that is not written here answers
// every call with something that can be called again.
const registered = [];

function anything(name) {
  const target = function () {};
  return new Proxy(target, {
    get(_, key) {
      if (key === 'then' || key === Symbol.asyncIterator) return undefined;
      if (key === Symbol.toPrimitive) return () => name;
      if (key === Symbol.iterator) return () => [][Symbol.iterator]();
      if (key === 'prototype') return target.prototype;
      target[key] ??= anything(`${name}.${String(key)}`);
      return target[key];
    },
    apply: () => anything(`${name}()`),
    construct: () => anything(`new ${name}`),
  });
}

function withRest(name, known) {
  const rest = anything(name);
  return new Proxy(known, { get: (_, key) => (key in known ? known[key] : rest[key]) });
}

class EventEmitter {
  event = () => ({ dispose() {} });
  fire() {}
  dispose() {}
}

const configuration = { get: (_key, fallback) => fallback, inspect: () => undefined, has: () => false };

module.exports = withRest('vscode', {
  EventEmitter,
  Disposable: class {
    constructor(dispose) {
      this.dispose = dispose;
    }
  },
  TreeItem: class {},
  ThemeIcon: class {},
  ThemeColor: class {},
  MarkdownString: class {},
  commands: withRest('vscode.commands', {
    registerCommand(id) {
      registered.push(id);
      return { dispose() {} };
    },
    executeCommand: async () => undefined,
  }),
  workspace: withRest('vscode.workspace', { getConfiguration: () => configuration }),
  l10n: { t: (text) => String(text.message ?? text) },
});

module.exports.registered = registered;
