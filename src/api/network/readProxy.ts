/** A proxy to ask for a tunnel. */
export interface Proxy {
  /** True = spoken to over TLS (`https:`). */
  readonly secure: boolean;
  /** Name or address; IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
  /** Host and port for people, e.g. `proxy.example:8080`. */
  readonly name: string;
  /** Value of `proxy-authorization`; a secret. */
  readonly authorization: string | undefined;
}

/**
 * Reads the address of a proxy; without a scheme it is taken for `http:`, as curl does.
 *
 * @param authorization goes before what user and password of the address give
 * @returns the proxy, or as `unusable` what may be shown of an address that cannot be used: empty where a password might show
 */
export function readProxy(address: string, authorization: string | undefined): Proxy | { readonly unusable: string } {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `http://${address}`);
  // An unescaped `/`, `?` or `#` in a password would end the host early and make a name of the password's first half.
  if (!url?.hostname || /@/.test(`${url.pathname}${url.search}${url.hash}`)) return { unusable: '' };
  const secure = url.protocol === 'https:';
  if (!secure && url.protocol !== 'http:') return { unusable: `${url.protocol}//${url.host}` };
  const port = Number(url.port || (secure ? 443 : 80));
  return {
    secure,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port,
    name: `${url.hostname}:${port}`,
    authorization: authorization || basic(url),
  };
}

function basic({ username, password }: URL): string | undefined {
  if (username === '' && password === '') return undefined;
  return `Basic ${Buffer.from(`${decode(username)}:${decode(password)}`).toString('base64')}`;
}

/** One character of UTF-8 in escapes; what else begins with `%` is meant as it stands. */
const ESCAPED =
  /%[0-7][0-9a-f]|%[cd][0-9a-f]%[89ab][0-9a-f]|%e[0-9a-f](?:%[89ab][0-9a-f]){2}|%f[0-7](?:%[89ab][0-9a-f]){3}/gi;

/** Decodes the valid escapes, and keeps the rest: a password may have a `%` that nobody escaped. */
function decode(text: string): string {
  return text.replace(ESCAPED, (escaped) => {
    try {
      return decodeURIComponent(escaped);
    } catch {
      return escaped;
    }
  });
}
