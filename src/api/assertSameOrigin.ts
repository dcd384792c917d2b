import { NotSentError } from '../model/errors';
import { isLoopback } from './network/route';

/**
 * Returns a check to run before credentials are attached to a request. The check accepts only URLs on the origin of
 * `endpoint`, over HTTPS, or over HTTP for a loopback address.
 *
 * @throws NotSentError `foreignHost` (the returned check) for any other URL
 */
export function assertSameOrigin(endpoint: string): (url: URL) => void {
  const allowedOrigin = URL.parse(endpoint)?.origin;
  return (url) => {
    const isPrivate = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
    if (isPrivate && url.origin === allowedOrigin) return;
    throw new NotSentError({ reason: 'foreignHost', host: url.host, code: undefined, proxy: undefined });
  };
}
