// After this is loaded, `asked` lists every module that was asked for by name, or path, in order.
const { registerHooks } = require('node:module');

exports.asked = [];

registerHooks({
  resolve(name, context, next) {
    exports.asked.push(name);
    return next(name, context);
  },
});
