/** The service issues access keys of 20 capital letters and digits, and secret keys of 40 letters and digits. */
const ACCESS_KEY = /(?<![\w+/=-])(?=[A-Z0-9]*[A-Z])(?=[A-Z0-9]*\d)[A-Z0-9]{20}(?![\w+/=-])/g;
const SECRET_KEY = /(?<![\w+/=-])(?=\w*[A-Z])(?=\w*[a-z])(?=\w*\d)[A-Za-z0-9]{40}(?![\w+/=-])/g;

/** Returns strings that look like keys of this cloud, which vsce's own secret scan does not detect. */
export function findVendorKeys(text: string): readonly string[] {
  return [...(text.match(ACCESS_KEY) ?? []), ...(text.match(SECRET_KEY) ?? [])];
}
