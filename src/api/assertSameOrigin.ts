import { NotSentError } from '../model/errors';
import { isLoopback } from './network/route';

/**
 * Lets requests with keys, a password or a token pass to the origin of `endpoint` alone: over https, over http to this computer alone.
 * What it gives is asked before each of them, and throws a NotSentError `foreignHost`.
 */
export function assertSameOrigin(endpoint: string): (url: URL) => void {
  const own = URL.parse(endpoint)?.origin;
  return (url) => {
    const secret = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
    if (secret && url.origin === own) return;
    throw new NotSentError({ reason: 'foreignHost', host: url.host, code: undefined, proxy: undefined });
  };
}
