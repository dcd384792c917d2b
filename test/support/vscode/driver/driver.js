// Runs a function in the extension host, with access to the `vscode` module, for tests of a real window. The function
// arrives as text over a Unix socket, and its result is returned the same way.
'use strict';
const fs = require('node:fs');
const http = require('node:http');
const vm = require('node:vm');
const vscode = require('vscode');

exports.activate = (context) => {
  const socket = process.env.TEST_DRIVER_SOCKET;
  if (!socket) return;
  fs.rmSync(socket, { force: true });
  const server = http.createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    response.end(JSON.stringify(await run(JSON.parse(Buffer.concat(chunks).toString()))));
  });
  server.listen(socket);
  context.subscriptions.push({ dispose: () => server.close() });
};

async function run({ text, args }) {
  try {
    const call = vm.compileFunction(`return (${text});`, ['require'])(require);
    return { value: await call(vscode, ...args) };
  } catch (error) {
    return {
      error:
        error instanceof Error
          ? { name: error.name, message: error.message, stack: error.stack }
          : { message: String(error) },
    };
  }
}
