import * as z from 'zod/mini';
import { text } from './lenient';

/**
 * Parses the URL that opens a notebook in a browser, with the token added if the URL has none. A URL that is not HTTPS
 * is dropped, because the token would be sent unencrypted. Source: API page ShowNotebook, `url`, `token`.
 */
export const notebookAddressSchema = z.pipe(
  z.object({ url: text, token: text }),
  z.transform(({ url, token }): string | undefined => {
    if (url === undefined || !URL.canParse(url)) return undefined;
    const address = new URL(url);
    if (address.protocol !== 'https:') return undefined;
    if (token !== undefined && !address.searchParams.has('token')) address.searchParams.set('token', token);
    return address.href;
  }),
);
