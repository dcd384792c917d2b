const END_OF_DIRECTORY = 0x06054b50;
const ENTRY = 46;
/** Mode 0644 of a regular file, in the upper half of a zip entry's external attributes. */
const READABLE_FILE = (0o100644 << 16) >>> 0;

/**
 * Returns a copy of a zip archive with the same permissions for every file, independent of the umask of the packer. Source:
 * PKWARE APPNOTE, 4.3.12 and 4.4.15.
 *
 * @param {Buffer} zip
 */
export function evenPermissions(zip) {
  const even = Buffer.from(zip);
  const end = even.lastIndexOf(signature());
  let at = even.readUInt32LE(end + 16);
  for (let left = even.readUInt16LE(end + 10); left > 0; left -= 1) {
    even.writeUInt32LE(READABLE_FILE, at + 38);
    at += ENTRY + even.readUInt16LE(at + 28) + even.readUInt16LE(at + 30) + even.readUInt16LE(at + 32);
  }
  return even;
}

function signature() {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(END_OF_DIRECTORY);
  return bytes;
}
