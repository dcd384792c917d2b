// What `npm ci` leaves open: the second half of VS Code's installation, and a browser to show it in. Nothing is compiled,
// nothing is written outside node_modules, and the second run only looks.
import { installBrowser } from './lib/installBrowser.mjs';
import { installVsCode } from './lib/installVsCode.mjs';

const neededMajor = 24;

if (Number(process.versions.node.split('.')[0]) !== neededMajor) {
  console.error(
    `The real VS Code of the demo and the end-to-end tests runs on Node ${neededMajor}; this is ${process.version}.\n` +
      `On Linux x64, \`npm ci\` brings Node ${neededMajor} along: start this as \`npm run setup\`. Elsewhere, install Node ${neededMajor} first.`,
  );
  process.exit(1);
}

const started = performance.now();
const installed = await Promise.all([installVsCode(), installBrowser()]);
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(
  installed.some(Boolean) ? `VS Code and the browser are ready (${seconds} s).` : 'VS Code and the browser are ready.',
);
