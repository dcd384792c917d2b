/**
 * Whether a `Host` header names this computer, on any port, or one of the given names. This stops DNS rebinding: a web page can
 * make its own host name resolve to this computer, but cannot change the `Host` header that the browser sends.
 */
export function isOwnHost(host: string | undefined, otherNames: readonly string[]): boolean {
  const name = (host ?? '').toLowerCase().replace(/:\d{1,5}$/, '');
  return name === '127.0.0.1' || name === 'localhost' || otherNames.includes(name);
}
