import { isIP } from 'node:net';
import { matchesIn } from './source.mjs';

/** Hosts that anyone can look up, and the names reserved for examples (RFC 2606, RFC 6761); subdomains included. */
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

/** Names that only one network knows, and addresses that are only meant for one. */
const PRIVATE_NAME = /\b[\w-]+(?:\.[\w-]+)*\.(?:internal|intranet|corp|lan|local|home\.arpa)(?::\d+)?(?=[/\s"'`])/g;
const PRIVATE_ADDRESS = /(?<![\d.])(?:10\.\d+|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d+\.\d+(?![\d.])/g;
const ADDRESS = /\bhttps?:\/\/(?:[^\s/@"'`<>]*@)?(\[[^\]]*\]|[a-z0-9.-]+)/gi;

const TEXT = /\.(?:[cm]?[jt]s|json|md|ya?ml|svg|html|css|txt)$|(?:^|\/)(?:LICENSE|\.\w+)$/;

/** No tracked file tells of a network that is not everyone's. */
export function* checkHosts(tree) {
  for (const file of tree.paths.filter((name) => TEXT.test(name) && !name.endsWith('package-lock.json'))) {
    const text = tree.read(file);
    for (const { match, where } of matchesIn(file, text, ADDRESS)) {
      if (!isPublic(match[1].toLowerCase())) yield { where, what: `${match[1]} is not a host known to be public` };
    }
    for (const pattern of [PRIVATE_NAME, PRIVATE_ADDRESS]) {
      for (const { match, where } of matchesIn(file, text, pattern))
        yield { where, what: `${match[0]} belongs to one network` };
    }
  }
}

function isPublic(host) {
  // Addresses are judged by PRIVATE_ADDRESS; a host that is composed (`https://iam.${region}`) names nobody.
  if (host.startsWith('[') || isIP(host) || !/[a-z]/.test(host) || host.endsWith('.')) return true;
  return PUBLIC.some((known) => host === known || host.endsWith(`.${known}`));
}
