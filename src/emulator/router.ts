import { decode } from './auth/canonicalRequest';
import type { Answer, Call } from './http/call';
import type { World } from './world/world';

/** One operation of the cloud. */
export interface Route {
  /** The documented name, e.g. `CreateImage`. */
  readonly operation: string;
  readonly method: string;
  /** Segments in braces are parameters, which {@link Route.run} receives by name. */
  readonly path: string;
  readonly run: (world: World, call: Call) => Answer;
}

/** A route that matches a request. */
export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Returns the first route that matches method and path. */
export function findRoute(routes: readonly Route[], method: string, path: string): Match | undefined {
  const segments = path.split('/');
  for (const route of routes) {
    const params = route.method === method ? matchPath(route.path.split('/'), segments) : undefined;
    if (params) return { route, params };
  }
  return undefined;
}

function matchPath(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith('{')) params[part.slice(1, -1)] = decode(segment);
    else if (part !== segment) return undefined;
  }
  return params;
}
