const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * The address as requests use it (no slash at the end), or undefined where no key may be sent to:
 * anything but `https:`, except `http:` on this machine; addresses with a user, a query or a fragment, also an empty one.
 */
export function allowedEndpoint(text: string): string | undefined {
  const url = URL.parse(text);
  if (!url || url.username || url.password || /[?#]/.test(url.href)) return undefined;
  const allowed = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname));
  return allowed ? url.href.replace(/(?<!\/)\/+$/, '') : undefined;
}
