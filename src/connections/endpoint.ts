const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * Returns the URL without trailing slashes, or undefined for a URL that must not receive keys: any scheme but `https:` (`http:` is
 * allowed for loopback hosts), and URLs with a user, a query or a fragment, even an empty one.
 */
export function normalizeEndpoint(text: string): string | undefined {
  const url = URL.parse(text);
  if (!url || url.username || url.password || /[?#]/.test(url.href)) return undefined;
  const isAllowed = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname));
  return isAllowed ? url.href.replace(/(?<!\/)\/+$/, '') : undefined;
}
