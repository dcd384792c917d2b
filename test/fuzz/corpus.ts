import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const folder = path.join(import.meta.dirname, 'corpus');

/** Parsers that the corpus has inputs for. */
export function corpusNames(): readonly string[] {
  return fs.readdirSync(folder);
}

/** Inputs that are kept for a parser, by file: what people and services write, and what once broke something. */
export function corpusOf(parser: string): ReadonlyMap<string, string> {
  const files = fs.existsSync(path.join(folder, parser)) ? fs.readdirSync(path.join(folder, parser)) : [];
  return new Map(files.map((file) => [file, fs.readFileSync(path.join(folder, parser, file), 'utf8')]));
}

/** Keeps an input that broke something, so that every later run tries it. */
export function keep(parser: string, input: string): string {
  const name = `broke-${createHash('sha256').update(input).digest('hex').slice(0, 12)}.txt`;
  const file = path.join(folder, parser, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, input);
  return file;
}
