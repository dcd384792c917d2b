/** An access key is 20 capitals and digits, a secret key 40 letters and digits, as the service hands them out. */
const ACCESS_KEY = /(?<![\w+/=-])(?=[A-Z0-9]*[A-Z])(?=[A-Z0-9]*\d)[A-Z0-9]{20}(?![\w+/=-])/g;
const SECRET_KEY = /(?<![\w+/=-])(?=\w*[A-Z])(?=\w*[a-z])(?=\w*\d)[A-Za-z0-9]{40}(?![\w+/=-])/g;

/** Strings that look like keys of this cloud. vsce's own search for secrets does not know them. */
export function findVendorKeys(text: string): readonly string[] {
  return [...(text.match(ACCESS_KEY) ?? []), ...(text.match(SECRET_KEY) ?? [])];
}
