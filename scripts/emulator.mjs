// Runs the emulator alone: npm run emulator -- --port N [--scenario NAME] [--speed X] [--notebooks N]
// The first line it prints is one JSON object with its address and the keys that it made up for this run.
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';

const { startEmulator, SCENARIOS } = createRequire(import.meta.url)('../dist/emulator.js');

const USAGE = `Usage: npm run emulator -- [--port N] [--scenario NAME] [--speed X] [--notebooks N]

  --port N         1 to 65535; without it, or 0, a free one is taken
  --scenario NAME  one of those below; happy without it
  --speed X        saving, starting and stopping take so many times less (default 1: a save takes six minutes)
  --notebooks N    how many notebooks the account's user has

${Object.entries(SCENARIOS)
  .map(([name, { description }]) => `  ${name.padEnd(20)}${description}`)
  .join('\n')}
`;

function wrong(reason) {
  console.error(`${reason}\n\n${USAGE}`);
  process.exit(2);
}

function number(name, text, isRight) {
  if (text === undefined) return undefined;
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return isRight(value) ? value : wrong(`--${name} cannot be ${JSON.stringify(text)}`);
}

function readArguments() {
  try {
    const text = { type: 'string' };
    const options = { port: text, scenario: text, speed: text, notebooks: text, help: { type: 'boolean' } };
    return parseArgs({ options }).values;
  } catch (error) {
    return wrong(error.message);
  }
}

const { port, scenario, speed, notebooks, help } = readArguments();
if (help) {
  console.log(USAGE);
  process.exit(0);
}
if (scenario !== undefined && !Object.hasOwn(SCENARIOS, scenario))
  wrong(`There is no scenario ${JSON.stringify(scenario)}`);

const options = {
  controlApi: true,
  port: number('port', port, (value) => Number.isInteger(value) && value >= 0 && value <= 65_535),
  scenario,
  speed: number('speed', speed, (value) => value > 0 && Number.isFinite(value)),
  notebooks: number('notebooks', notebooks, (value) => Number.isInteger(value) && value >= 0 && value <= 1_000_000),
};

try {
  const emulator = await startEmulator(options);
  const { url, projectId, region, accessKey, secretKey } = emulator;
  console.log(JSON.stringify({ url, projectId, region, accessKey, secretKey, scenario: emulator.scenario }));
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      emulator.close().then(() => process.exit(0));
    });
  }
} catch (error) {
  console.error(error.code === 'EADDRINUSE' ? `Port ${port} is taken.` : String(error));
  process.exit(1);
}
