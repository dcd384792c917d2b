import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * Runs npm in a folder that is a project of its own, silently.
 *
 * @throws Error with what npm said.
 */
export async function runNpm(args, cwd) {
  const npm = process.env.npm_execpath;
  // Under `npm run`, npm says which file it is; without it, the one in PATH is taken.
  const [file, argv] = npm ? [process.execPath, [npm, ...args]] : ['npm', args];
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  try {
    await promisify(execFile)(file, [...argv, ...quiet], { cwd, env: outerNpmEnv(), maxBuffer: 2 ** 26 });
  } catch (error) {
    throw new Error(`npm ${args.join(' ')} failed:\n${error.stderr ?? error.message}`, { cause: error });
  }
}

/** `npm run` hands its project on by variables; an npm inside it must find its own project. Settings of the person stay. */
function outerNpmEnv() {
  const ofTheProject = /^npm_(package_|lifecycle_|command$)|^npm_config_(local_prefix|prefix)$/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ofTheProject.test(name)));
}
