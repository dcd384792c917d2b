import { NotSentError } from '../model/errors';
import { isLoopback } from './network/route';

/**
 * Lets a request with keys, a password or a token pass to the origin of `endpoint` alone: over https, over http to this computer alone.
 *
 * @throws NotSentError `foreignHost`
 */
export function refuseForeignHost(url: URL, endpoint: string): void {
  const secret = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  if (secret && url.origin === URL.parse(endpoint)?.origin) return;
  throw new NotSentError({ reason: 'foreignHost', host: url.host, code: undefined, proxy: undefined });
}
