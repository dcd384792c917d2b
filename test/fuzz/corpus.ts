import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const folder = path.join(import.meta.dirname, 'corpus');

/** Returns the names of the parsers that have a folder in the corpus. */
export function corpusNames(): readonly string[] {
  return fs.readdirSync(folder);
}

/**
 * Returns the inputs for a parser by file name: typical input of users and services, and input that once broke a
 * parser.
 */
export function corpusOf(parser: string): ReadonlyMap<string, string> {
  const files = fs.existsSync(path.join(folder, parser)) ? fs.readdirSync(path.join(folder, parser)) : [];
  return new Map(files.map((file) => [file, fs.readFileSync(path.join(folder, parser, file), 'utf8')]));
}

/** Adds an input that broke a parser to the corpus, so that every later run tries it. Returns the path of the file. */
export function keep(parser: string, input: string): string {
  const name = `broke-${createHash('sha256').update(input).digest('hex').slice(0, 12)}.txt`;
  const file = path.join(folder, parser, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, input);
  return file;
}
