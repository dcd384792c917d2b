import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { projectFolder } from './project';

/** A lint finding. */
export interface Remark {
  readonly file: string;
  readonly rule: string;
  readonly message: string;
}

/** Lints `files` (path to code) with the project's rules in a temporary folder that contains nothing else. */
export async function lintInCopy(files: Readonly<Record<string, string>>): Promise<readonly Remark[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lint-'));
  try {
    for (const name of ['.oxlintrc.json', 'tsconfig.json']) {
      fs.copyFileSync(path.join(projectFolder, name), path.join(folder, name));
    }
    fs.symlinkSync(path.join(projectFolder, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
    for (const [file, code] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      fs.writeFileSync(path.join(folder, file), `${code}\n`);
    }
    return await lint(folder);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function lint(folder: string): Promise<readonly Remark[]> {
  const oxlint = path.join(projectFolder, 'node_modules/oxlint/bin/oxlint');
  const output = await promisify(execFile)(process.execPath, [oxlint, '--type-aware', '--format', 'json'], {
    cwd: folder,
    maxBuffer: 2 ** 26,
  }).catch((error: { readonly code: unknown; readonly stdout: string }) => {
    // Exit code 1 means findings. With any other code the linter failed.
    if (error.code !== 1) throw error;
    return error;
  });
  const { diagnostics }: { diagnostics: readonly Diagnostic[] } = JSON.parse(output.stdout);
  return diagnostics.map(({ filename, code, message, help }) => ({
    file: path.relative(folder, path.resolve(folder, filename)).replaceAll('\\', '/'),
    rule: code ?? '',
    message: [message, help].filter(Boolean).join(' '),
  }));
}

interface Diagnostic {
  readonly filename: string;
  readonly code?: string;
  readonly message: string;
  readonly help?: string;
}
