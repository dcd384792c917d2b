import { BlockList, isIP } from 'node:net';

/**
 * True when one of the entries names the address's host: `*`; `example.com`, `.example.com`, `*.example.com` (the host and all
 * below it); an address; a range such as `203.0.113.0/24`. Each but the range may end with `:port`, and may hold `*` for any
 * characters: `modelarts.*.example.com`, `10.*`. An entry may be several, separated by blanks, `,` or `;`.
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

/** Longer than any host with its port. */
const MAX_ENTRY_LENGTH = 512;

function matches(entry: string, host: string, port: string): boolean {
  if (entry === '' || entry.length > MAX_ENTRY_LENGTH) return false;
  if (entry.includes('/')) return isInRange(entry, host);
  const { name, onPort } = split(entry);
  if (onPort !== undefined && onPort !== port) return false;
  if (isIP(name) || isIP(host)) return sameAddress(name, host) || (name.includes('*') && fits(name, host));
  const suffix = name.replace(/^\*?\./, '');
  return suffix !== '' && withDomains(host).some((each) => fits(suffix, each));
}

/** Parts a port from a name; an IPv6 address has one only behind brackets. */
function split(entry: string): { readonly name: string; readonly onPort: string | undefined } {
  if (isIP(entry) === 6) return { name: entry, onPort: undefined };
  const [, bracketed, plain, onPort] = /^(?:\[(.*)\]|([^:]*))(?::(\d+))?$/.exec(entry) ?? [];
  return { name: bracketed ?? (plain ?? '').replace(/\.$/, ''), onPort };
}

/** A name and those above it: `a.b.c`, `b.c`, `c`. */
function withDomains(host: string): readonly string[] {
  const labels = host.split('.');
  return labels.map((_label, index) => labels.slice(index).join('.'));
}

/** Every `*` of the pattern stands for any characters, or none. */
function fits(pattern: string, text: string): boolean {
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
  const most = isIP(address) === 6 ? 128 : 32;
  if (isIP(address) === 0 || isIP(host) === 0 || !/^\d+$/.test(bits) || Number(bits) > most) return false;
  const list = new BlockList();
  list.addSubnet(address, Number(bits), family(address));
  return list.check(host, family(host));
}

const family = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');
