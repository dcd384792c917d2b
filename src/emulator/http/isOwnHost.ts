/**
 * True for a `Host` header that names this computer, on whatever port, or one of the given names. A web page elsewhere can let a
 * name of its own lead to this computer, but not change what the browser says it asked for.
 */
export function isOwnHost(host: string | undefined, otherNames: readonly string[]): boolean {
  const name = (host ?? '').toLowerCase().replace(/:\d{1,5}$/, '');
  return name === '127.0.0.1' || name === 'localhost' || otherNames.includes(name);
}
