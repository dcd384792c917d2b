// Records what a program loads and reads from here on: `asked` lists each module by name or path, in order; `reads`
// lists each call that opens, reads or inspects a file through node:fs, as `function path`. Node's loader reads modules
// the same way.
const fs = require('node:fs');
const { registerHooks } = require('node:module');

exports.asked = [];
exports.reads = [];

registerHooks({
  resolve(name, context, next) {
    exports.asked.push(name);
    return next(name, context);
  },
});

for (const owner of [fs, fs.promises]) {
  for (const name of ['open', 'readFile', 'readdir', 'stat', 'lstat', 'access', 'createReadStream']) {
    for (const each of [name, `${name}Sync`]) {
      if (typeof owner[each] === 'function') owner[each] = traced(each, owner[each]);
    }
  }
}

function traced(name, original) {
  return function (...args) {
    exports.reads.push(`${name} ${String(args[0])}`);
    return original.apply(this, args);
  };
}
