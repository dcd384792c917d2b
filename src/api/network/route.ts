import { unquoted } from '../../util/text';
import { matchesNoProxy } from './matchesNoProxy';
import type { Environment, NetworkSettings } from './networkSettings';
import { type Proxy, readProxy } from './readProxy';

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
