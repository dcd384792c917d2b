import { unquoted } from '../../util/unquoted';
import { matchesNoProxy } from './matchesNoProxy';
import type { Environment, NetworkSettings } from './networkSettings';
import { type Proxy, readProxy } from './readProxy';

/** Where the name of a proxy was found. */
export type ProxySource = 'http.proxy' | 'https_proxy' | 'HTTPS_PROXY' | 'http_proxy' | 'HTTP_PROXY';

/** Why a request needs no proxy. */
export type WhyDirect = 'loopback' | 'proxySupportOff' | 'noProxySetting' | 'noProxyVariable' | 'noneSet';

/** The way of a request to its host. */
export type Route =
  | { readonly kind: 'direct'; readonly why: WhyDirect }
  | { readonly kind: 'proxy'; readonly proxy: Proxy; readonly from: ProxySource }
  /** A proxy is set that cannot be used: SOCKS, or an address that makes no sense. Never taken for "go directly". */
  | { readonly kind: 'unusable'; readonly name: string; readonly from: ProxySource };

/**
 * Decides the way as VS Code does: this computer directly; `http.proxySupport: off` everything directly; a host of
 * `http.noProxy` directly, or of `NO_PROXY` where that setting is empty; then by `http.proxy`, then by the environment.
 */
export function routeTo(url: URL, settings: NetworkSettings, environment: Environment): Route {
  if (isLoopback(url.hostname)) return { kind: 'direct', why: 'loopback' };
  if (!settings.useProxy) return { kind: 'direct', why: 'proxySupportOff' };
  const exempt = whyExempt(url, settings, environment);
  if (exempt) return { kind: 'direct', why: exempt };
  const named = namedProxy(settings, environment);
  if (!named) return { kind: 'direct', why: 'noneSet' };
  const read = readProxy(named.value, settings.proxyAuthorization);
  return 'unusable' in read
    ? { kind: 'unusable', name: read.unusable, from: named.from }
    : { kind: 'proxy', proxy: read, from: named.from };
}

/** Host and port of the proxy on this way, for people; undefined on a direct one. Never user or password. */
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

/** A way as people may see it: without what a proxy is told. */
export type Way =
  | { readonly kind: 'direct'; readonly why: WhyDirect }
  | { readonly kind: 'proxy' | 'unusable'; readonly name: string; readonly from: ProxySource };

export function wayOf(route: Route): Way {
  if (route.kind === 'direct') return route;
  return { kind: route.kind, name: proxyName(route) ?? '', from: route.from };
}

/** True for this computer. A proxy could not lead back to it. */
export function isLoopback(hostname: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\])$/.test(hostname);
}

function whyExempt(
  url: URL,
  { noProxy }: NetworkSettings,
  environment: Environment,
): 'noProxySetting' | 'noProxyVariable' | undefined {
  if (noProxy.some((entry) => entry.trim() !== '')) return matchesNoProxy(noProxy, url) ? 'noProxySetting' : undefined;
  const variable = unquoted(environment['no_proxy'] || environment['NO_PROXY'] || '');
  return matchesNoProxy([variable], url) ? 'noProxyVariable' : undefined;
}

/** In VS Code's order. */
const VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'] as const;

function namedProxy(
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
