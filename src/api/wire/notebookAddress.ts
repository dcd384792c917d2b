import * as z from 'zod/mini';
import { text } from './lenient';

/**
 * Only where to open a notebook in a browser: the token is added where the address does not carry one already. An address
 * that is not https is none: the token would travel for everybody to read. Source: API page ShowNotebook, `url`, `token`.
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
