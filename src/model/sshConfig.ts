import { portOf, readSshUri, type SshEndpoint } from './sshEndpoint';

/** One line of a client's configuration that says something. */
export interface SshDirective {
  /** Lower case. */
  readonly keyword: string;
  readonly values: readonly string[];
  /** What the files of an `Include` say. */
  readonly included?: readonly SshDirective[];
}

/** The directives of an OpenSSH client configuration, in order. Source: ssh_config(5). */
export function parseSshConfig(text: string): readonly SshDirective[] {
  return text.split(/\r\n|\n|\r/).flatMap((line) => {
    const [, keyword, rest = ''] = /^\s*([A-Za-z]+)(?:\s*=\s*|\s+)(.*)$/.exec(line) ?? [];
    return keyword === undefined ? [] : [{ keyword: keyword.toLowerCase(), values: words(rest) }];
  });
}

/**
 * Where a client with this configuration connects to for an alias or an address. As the client does: the first value of a
 * keyword counts, and a section applies by the patterns of its `Host` line. What stands under `Match` is left out: to
 * know whether it applies, programs may have to be run.
 */
export function resolveSshHost(alias: string, directives: readonly SshDirective[]): SshEndpoint | undefined {
  const typed = readSshUri(alias);
  if (!typed) return undefined;
  const found = new Map<string, string>();
  collect(typed.host, directives, found);
  const host = found.get('hostname')?.replaceAll('%h', typed.host).toLowerCase() ?? typed.host;
  const port = /:\d+\/?$/.test(alias) ? typed.port : (portOf(found.get('port')) ?? typed.port);
  return { host, port, user: typed.user ?? found.get('user') };
}

/** An included file begins as its `Include` line stands: within a section, only where that applies. */
function collect(host: string, directives: readonly SshDirective[], found: Map<string, string>): void {
  let applies = true;
  for (const { keyword, values, included } of directives) {
    const [value] = values;
    if (keyword === 'host') applies = matches(host, values);
    else if (keyword === 'match') applies = false;
    else if (applies && included) collect(host, included, found);
    else if (applies && value !== undefined && !found.has(keyword)) found.set(keyword, value);
  }
}

/** One pattern has to fit, and none of the negated ones may. */
function matches(host: string, patterns: readonly string[]): boolean {
  const fits = (pattern: string): boolean => wildcard(pattern).test(host);
  if (patterns.some((pattern) => isNegated(pattern) && fits(pattern.slice(1)))) return false;
  return patterns.some((pattern) => !isNegated(pattern) && fits(pattern));
}

function isNegated(pattern: string): boolean {
  return pattern.startsWith('!');
}

/** `*` stands for any characters, `?` for one. */
export function wildcard(pattern: string): RegExp {
  const literal = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal.replace(/\*+/g, '.*').replaceAll('?', '.')}$`, 'i');
}

/** Words apart by spaces; quotes keep one together; a comment ends the line. */
function words(text: string): readonly string[] {
  const kept: string[] = [];
  for (const [, quoted, comment, plain] of text.matchAll(/"([^"]*)"|(#)|([^\s"#][^\s"]*)/g)) {
    if (comment !== undefined) break;
    kept.push(quoted ?? plain ?? '');
  }
  return kept;
}
