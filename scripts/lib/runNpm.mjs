import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * Runs npm silently in a folder with its own package.json.
 *
 * @throws Error with the error output of npm
 */
export async function runNpm(args, cwd) {
  const npm = process.env.npm_execpath;
  // `npm run` sets `npm_execpath`. Otherwise npm is found in PATH.
  const [file, argv] = npm ? [process.execPath, [npm, ...args]] : ['npm', args];
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  try {
    await promisify(execFile)(file, [...argv, ...quiet], { cwd, env: outerNpmEnv(), maxBuffer: 2 ** 26 });
  } catch (error) {
    throw new Error(`npm ${args.join(' ')} failed:\n${error.stderr ?? error.message}`, { cause: error });
  }
}

/** Removes the variables with which `npm run` describes its own project, and keeps the user's npm settings. */
function outerNpmEnv() {
  const ofTheProject = /^npm_(package_|lifecycle_|command$)|^npm_config_(local_prefix|prefix)$/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ofTheProject.test(name)));
}
