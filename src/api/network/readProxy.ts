/** A proxy that is asked for a tunnel. */
export interface Proxy {
  /** True if the proxy itself is reached over TLS (`https:`). */
  readonly secure: boolean;
  /** Host name or IP address; IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
  /** Host and port for display, e.g. `proxy.example:8080`. */
  readonly name: string;
  /** Value of the header `proxy-authorization`; a secret. */
  readonly authorization: string | undefined;
}

/**
 * Parses a proxy address. Without a scheme, `http:` is assumed, as in curl.
 *
 * @param authorization takes precedence over the user and password in the address
 * @returns the proxy; for an unusable address, the part of it that is safe to display, or an empty string if a password
 * might show
 */
export function readProxy(address: string, authorization: string | undefined): Proxy | { readonly unusable: string } {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `http://${address}`);
  // An unescaped `/`, `?` or `#` in a password would end the host early, and part of the password would become the host
  // name.
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

/** One percent-encoded UTF-8 character. Any other `%` is literal. */
const ESCAPED =
  /%[0-7][0-9a-f]|%[cd][0-9a-f]%[89ab][0-9a-f]|%e[0-9a-f](?:%[89ab][0-9a-f]){2}|%f[0-7](?:%[89ab][0-9a-f]){3}/gi;

/** Decodes valid escapes and keeps everything else, because a password may contain an unescaped `%`. */
function decode(text: string): string {
  return text.replace(ESCAPED, (escaped) => {
    try {
      return decodeURIComponent(escaped);
    } catch {
      return escaped;
    }
  });
}
