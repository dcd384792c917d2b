import { BlockList, isIP } from 'node:net';
import { unquoted } from '../../util/text';
import type { Environment, NetworkSettings } from './networkSettings';

/** Where the proxy was configured. */
export type ProxySource = 'http.proxy' | 'https_proxy' | 'HTTPS_PROXY' | 'http_proxy' | 'HTTP_PROXY';

/** Why a request bypasses the proxy. */
export type DirectReason = 'loopback' | 'proxySupportOff' | 'noProxySetting' | 'noProxyVariable' | 'noneSet';

/** How a request reaches its host. */
export type Route =
  | { readonly kind: 'direct'; readonly why: DirectReason }
  | { readonly kind: 'proxy'; readonly proxy: Proxy; readonly from: ProxySource }
  /** The configured proxy cannot be used, e.g. SOCKS or an invalid address. Never treated as a direct route. */
  | { readonly kind: 'unusable'; readonly name: string; readonly from: ProxySource };

/**
 * Decides on the route in the order VS Code does: loopback hosts are direct; `http.proxySupport: off` makes all hosts
 * direct; hosts in `http.noProxy` are direct, or those in `NO_PROXY` if that setting is empty; then the proxy of
 * `http.proxy` applies, then that of the environment.
 */
export function routeTo(url: URL, settings: NetworkSettings, environment: Environment): Route {
  if (isLoopback(url.hostname)) return { kind: 'direct', why: 'loopback' };
  if (!settings.useProxy) return { kind: 'direct', why: 'proxySupportOff' };
  const exempt = exemption(url, settings, environment);
  if (exempt) return { kind: 'direct', why: exempt };
  const configured = configuredProxy(settings, environment);
  if (!configured) return { kind: 'direct', why: 'noneSet' };
  const read = readProxy(configured.value, settings.proxyAuthorization);
  return 'unusable' in read
    ? { kind: 'unusable', name: read.unusable, from: configured.from }
    : { kind: 'proxy', proxy: read, from: configured.from };
}

/**
 * Returns the host and port of the route's proxy for display, without user and password; undefined for a direct route.
 */
export function proxyName(route: Route): string | undefined {
  switch (route.kind) {
    case 'direct':
      return undefined;
    case 'proxy':
      return route.proxy.name;
    case 'unusable':
      return route.name || route.from;
  }
}

/** A route without the proxy's credentials, safe to display. */
export type DisplayRoute =
  | { readonly kind: 'direct'; readonly why: DirectReason }
  | { readonly kind: 'proxy' | 'unusable'; readonly name: string; readonly from: ProxySource };

/** Removes the credentials from a route. */
export function displayRoute(route: Route): DisplayRoute {
  if (route.kind === 'direct') return route;
  return { kind: route.kind, name: proxyName(route) ?? '', from: route.from };
}

/** True for this computer, which a proxy could not reach. */
export function isLoopback(hostname: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\])$/.test(hostname);
}

function exemption(
  url: URL,
  { noProxy }: NetworkSettings,
  environment: Environment,
): 'noProxySetting' | 'noProxyVariable' | undefined {
  if (noProxy.some((entry) => entry.trim() !== '')) return matchesNoProxy(noProxy, url) ? 'noProxySetting' : undefined;
  const variable = unquoted(environment['no_proxy'] || environment['NO_PROXY'] || '');
  return matchesNoProxy([variable], url) ? 'noProxyVariable' : undefined;
}

/** In VS Code's order of precedence. */
const VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'] as const;

function configuredProxy(
  { proxy }: NetworkSettings,
  environment: Environment,
): { readonly value: string; readonly from: ProxySource } | undefined {
  if (proxy.trim() !== '') return { value: proxy.trim(), from: 'http.proxy' };
  for (const from of VARIABLES) {
    const value = unquoted(environment[from] ?? '');
    if (value) return { value, from };
  }
  return undefined;
}

/**
 * Returns true if an entry matches the host of `url`. An entry is `*`, an IP address, a range such as `203.0.113.0/24`,
 * or a host: `example.com`, `.example.com` and `*.example.com` all match the host and its subdomains. Entries other
 * than ranges may end with `:port` and may contain `*` for any characters: `modelarts.*.example.com`, `10.*`. An entry
 * may hold several, separated by whitespace, `,` or `;`.
 */
export function matchesNoProxy(entries: readonly string[], url: URL): boolean {
  const host = url.hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
  const port = url.port || (url.protocol === 'http:' ? '80' : '443');
  return entries.some((entry) =>
    entry
      .toLowerCase()
      .split(/[\s,;]/)
      .some((each) => matches(each, host, port)),
  );
}

/** Longer than any host with a port. */
const MAX_ENTRY_LENGTH = 512;

function matches(entry: string, host: string, port: string): boolean {
  if (entry === '' || entry.length > MAX_ENTRY_LENGTH) return false;
  if (entry.includes('/')) return isInRange(entry, host);
  const { name, onPort } = splitPort(entry);
  if (onPort !== undefined && onPort !== port) return false;
  if (isIP(name) || isIP(host)) return sameAddress(name, host) || (name.includes('*') && matchesPattern(name, host));
  const suffix = name.replace(/^\*?\./, '');
  return suffix !== '' && hostAndParents(host).some((each) => matchesPattern(suffix, each));
}

/** Separates the port from the name. An IPv6 address has a port only if it is in brackets. */
function splitPort(entry: string): { readonly name: string; readonly onPort: string | undefined } {
  if (isIP(entry) === 6) return { name: entry, onPort: undefined };
  const [, bracketed, plain, onPort] = /^(?:\[(.*)\]|([^:]*))(?::(\d+))?$/.exec(entry) ?? [];
  return { name: bracketed ?? (plain ?? '').replace(/\.$/, ''), onPort };
}

/** Returns the host and its parent domains: `a.b.c`, `b.c`, `c`. */
function hostAndParents(host: string): readonly string[] {
  const labels = host.split('.');
  return labels.map((_label, index) => labels.slice(index).join('.'));
}

/** Matches a pattern in which every `*` stands for any number of characters. */
function matchesPattern(pattern: string, text: string): boolean {
  const [first = '', ...others] = pattern.split('*');
  const last = others.pop();
  if (last === undefined) return pattern === text;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let end = first.length;
  for (const part of others) {
    const start = text.indexOf(part, end);
    if (start < 0) return false;
    end = start + part.length;
  }
  return end <= text.length - last.length;
}

function sameAddress(a: string, b: string): boolean {
  return isIP(a) !== 0 && isInRange(`${a}/${isIP(a) === 6 ? 128 : 32}`, b);
}

function isInRange(range: string, host: string): boolean {
  const [address = '', bits = ''] = range.split('/');
  const maxBits = isIP(address) === 6 ? 128 : 32;
  if (isIP(address) === 0 || isIP(host) === 0 || !/^\d+$/.test(bits) || Number(bits) > maxBits) return false;
  const list = new BlockList();
  list.addSubnet(address, Number(bits), ipFamily(address));
  return list.check(host, ipFamily(host));
}

const ipFamily = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

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
