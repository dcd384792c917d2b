import { BlockList, isIP } from 'node:net';

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
