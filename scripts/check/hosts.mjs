import { isIP } from 'node:net';
import { matchesIn } from './source.mjs';

/** Public hosts, and names reserved for examples (RFC 2606, RFC 6761). Subdomains are included. */
const PUBLIC = [
  'myhuaweicloud.com',
  'myhuaweicloud.cn',
  'myhuaweicloud.eu',
  'huaweicloud.com',
  't-systems.com',
  'orange-business.com',
  'github.com',
  'githubusercontent.com',
  'npmjs.org',
  'npmjs.com',
  'visualstudio.com',
  'microsoft.com',
  'open-vsx.org',
  'nodejs.org',
  'keepachangelog.com',
  'semver.org',
  'rfc-editor.org',
  'opencontainers.org',
  'docker.com',
  'w3.org',
  'zod.dev',
  'biomejs.dev',
  'oxc.rs',
  'example.com',
  'example.net',
  'example.org',
  'example',
  'test',
  'invalid',
  'localhost',
];

/** Names and addresses of private networks. */
const PRIVATE_NAME = /\b[\w-]+(?:\.[\w-]+)*\.(?:internal|intranet|corp|lan|local|home\.arpa)(?::\d+)?(?=[/\s"'`])/g;
const PRIVATE_ADDRESS = /(?<![\d.])(?:10\.\d+|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d+\.\d+(?![\d.])/g;
const ADDRESS = /\bhttps?:\/\/(?:[^\s/@"'`<>]*@)?(\[[^\]]*\]|[a-z0-9.-]+)/gi;

const TEXT = /\.(?:[cm]?[jt]s|json|md|ya?ml|svg|html|css|txt)$|(?:^|\/)(?:LICENSE|\.\w+)$/;

/** Checks that no tracked file contains a host or an address of a private network. */
export function* checkHosts(tree) {
  for (const file of tree.paths.filter((name) => TEXT.test(name) && !name.endsWith('package-lock.json'))) {
    const text = tree.read(file);
    for (const { match, where } of matchesIn(file, text, ADDRESS)) {
      if (!isPublic(match[1].toLowerCase())) yield { where, what: `${match[1]} is not a host known to be public` };
    }
    for (const pattern of [PRIVATE_NAME, PRIVATE_ADDRESS]) {
      for (const { match, where } of matchesIn(file, text, pattern))
        yield { where, what: `${match[0]} belongs to a private network` };
    }
  }
}

function isPublic(host) {
  // PRIVATE_ADDRESS covers IP addresses. A composed host (`https://iam.${region}`) is not a real one.
  if (host.startsWith('[') || isIP(host) || !/[a-z]/.test(host) || host.endsWith('.')) return true;
  return PUBLIC.some((known) => host === known || host.endsWith(`.${known}`));
}
