import fs from 'node:fs';
import { inflateRawSync } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const STORED = 0;

/** Returns the files of a zip archive, path to bytes. Source: PKWARE APPNOTE, end record, central directory, local header. */
export function readZip(file: string): ReadonlyMap<string, Buffer> {
  const zip = fs.readFileSync(file);
  return new Map(Array.from(entriesOf(zip), ([name, at]) => [name, contentAt(zip, at)]));
}

/** Returns the bytes that each file adds to the archive: compressed content and headers. */
export function readPackedSizes(file: string): ReadonlyMap<string, number> {
  const zip = fs.readFileSync(file);
  return new Map(Array.from(entriesOf(zip), ([name, at]) => [name, zip.readUInt32LE(at + 20) + headersAt(zip, at)]));
}

/** Returns the names and the offsets of their entries in the central directory. */
function entriesOf(zip: Buffer): readonly (readonly [name: string, at: number])[] {
  const end = endOfDirectory(zip);
  const entries: [string, number][] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
    const name = zip.toString('utf8', at + 46, at + 46 + (nameLength ?? 0));
    entries.push([name, at]);
    at += 46 + (nameLength ?? 0) + (extraLength ?? 0) + (commentLength ?? 0);
  }
  return entries;
}

function headersAt(zip: Buffer, entry: number): number {
  const central = [28, 30, 32].reduce((sum, offset) => sum + zip.readUInt16LE(entry + offset), 46);
  const local = 30 + zip.readUInt16LE(entry + 28);
  // Flag 8: a data descriptor with size and checksum follows the content.
  const descriptor = zip.readUInt16LE(entry + 8) & 8 ? 16 : 0;
  return central + local + descriptor;
}

function endOfDirectory(zip: Buffer): number {
  for (let at = zip.length - 22; at >= 0; at -= 1) if (zip.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  throw new Error('Not a zip archive');
}

function contentAt(zip: Buffer, entry: number): Buffer {
  const method = zip.readUInt16LE(entry + 10);
  const size = zip.readUInt32LE(entry + 20);
  const local = zip.readUInt32LE(entry + 42);
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const packed = zip.subarray(start, start + size);
  return method === STORED ? packed : inflateRawSync(packed);
}
