// Completes what `npm ci` does not install: the modules of VS Code and a browser; with `--oldest` also the oldest supported
// VS Code. Compiles nothing, writes only to node_modules, and does nothing when everything is installed.
const neededMajor = 24;

if (Number(process.versions.node.split('.')[0]) !== neededMajor) {
  console.error(
    `The demo and the end-to-end tests need Node ${neededMajor}, but this is ${process.version}. Install Node ${neededMajor}, or on Linux x64 ` +
      'run `npm ci` and then `npm run setup`, which uses the Node of the dependencies.',
  );
  process.exit(1);
}

const started = performance.now();
try {
  const { installBrowser } = await import('./lib/installBrowser.mjs');
  const { installOldestVsCode } = await import('./lib/installOldestVsCode.mjs');
  const { installVsCode } = await import('./lib/installVsCode.mjs');
  const { vsCodes } = await import('./lib/vsCodes.mjs');
  const steps = [installVsCode(vsCodes.newest.codeServer), installBrowser()];
  if (process.argv.includes('--oldest')) steps.push(installOldestVsCode());
  const installed = await Promise.all(steps);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`VS Code and the browser are ready${installed.includes(true) ? ` (${seconds} s)` : ''}.`);
} catch (error) {
  console.error(error.code === 'ENOENT' ? 'Run `npm ci` first.' : error.message);
  process.exit(1);
}
