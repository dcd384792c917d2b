// After this is loaded, `reads` lists every file that somebody opens, reads or looks at through node:fs, as `function path`.
// Node's loader reads the files it evaluates in the same way.
const fs = require('node:fs');

exports.reads = [];

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
