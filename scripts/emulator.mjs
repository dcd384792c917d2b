// Runs the emulator by itself: npm run emulator -- --port N [--scenario NAME] [--speed X] [--notebooks N]
// The first line of output is a JSON object with its address and the keys generated for this run.
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';

const { startEmulator, SCENARIOS } = createRequire(import.meta.url)('../dist/emulator.js');

const USAGE = `Usage: npm run emulator -- [--port N] [--scenario NAME] [--speed X] [--notebooks N]

  --port N         port, 1 to 65535 (default: a free port)
  --scenario NAME  one of the scenarios below (default: happy)
  --speed X        divides the duration of saving, starting and stopping (default 1: a save takes six minutes)
  --notebooks N    number of notebooks of the user

${Object.entries(SCENARIOS)
  .map(([name, { description }]) => `  ${name.padEnd(20)}${description}`)
  .join('\n')}
`;

function exitWithUsage(reason) {
  console.error(`${reason}\n\n${USAGE}`);
  process.exit(2);
}

function parseNumber(name, text, isValid) {
  if (text === undefined) return undefined;
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return isValid(value) ? value : exitWithUsage(`--${name} cannot be ${JSON.stringify(text)}`);
}

function readArguments() {
  try {
    const text = { type: 'string' };
    const options = { port: text, scenario: text, speed: text, notebooks: text, help: { type: 'boolean' } };
    return parseArgs({ options }).values;
  } catch (error) {
    return exitWithUsage(error.message);
  }
}

const { port, scenario, speed, notebooks, help } = readArguments();
if (help) {
  console.log(USAGE);
  process.exit(0);
}
if (scenario !== undefined && !Object.hasOwn(SCENARIOS, scenario))
  exitWithUsage(`Unknown scenario ${JSON.stringify(scenario)}`);

const options = {
  controlApi: true,
  port: parseNumber('port', port, (value) => Number.isInteger(value) && value >= 0 && value <= 65_535),
  scenario,
  speed: parseNumber('speed', speed, (value) => value > 0 && Number.isFinite(value)),
  notebooks: parseNumber(
    'notebooks',
    notebooks,
    (value) => Number.isInteger(value) && value >= 0 && value <= 1_000_000,
  ),
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
  console.error(error.code === 'EADDRINUSE' ? `Port ${port} is in use.` : String(error));
  process.exit(1);
}
