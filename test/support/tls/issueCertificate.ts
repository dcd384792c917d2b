import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';

/** A certificate with its key in the form that Node's servers take. */
export interface Issued {
  readonly cert: string;
  readonly key: string;
  /** Signs other certificates. */
  readonly signer: { readonly name: string; readonly key: KeyObject };
}

export interface CertificateOptions {
  /** Common name. */
  readonly name: string;
  /** Host names and addresses the certificate is valid for. */
  readonly hosts?: readonly string[];
  /** Issuer. Default: self-signed. */
  readonly by?: Issued;
  readonly authority?: boolean;
  /** Reuses the key of another certificate of the same authority. Default: a new key. */
  readonly reuse?: Issued;
  /**
   * True = includes the key identifiers of subject and issuer, like public authorities. Source: RFC 5280, sections
   * 4.2.1.1 and 4.2.1.2.
   */
  readonly namesKeys?: boolean;
  /** Default: from an hour ago until an hour ahead. */
  readonly valid?: { readonly from: Date; readonly until: Date };
}

/** The subset of DER that certificates need. */
const element = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  const size = content.length;
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
};

const sequence = (...parts: readonly Uint8Array[]): Buffer => element(0x30, ...parts);
const set = (...parts: readonly Uint8Array[]): Buffer => element(0x31, ...parts);
const integer = (bytes: Uint8Array): Buffer => element(0x02, bytes);
const boolean = (value: boolean): Buffer => element(0x01, Buffer.from([value ? 0xff : 0]));
const octets = (content: Uint8Array): Buffer => element(0x04, content);
const utf8 = (text: string): Buffer => element(0x0c, Buffer.from(text));
/** A bit string, without the last `unused` bits. */
const bits = (content: Uint8Array, unused = 0): Buffer => element(0x03, Buffer.from([unused]), content);
/** An explicit tag `[number]` around other elements. */
const tagged = (number: number, ...parts: readonly Uint8Array[]): Buffer => element(0xa0 + number, ...parts);
/** An implicit tag `[number]` in place of the tag of a text or of bytes. */
const tagAs = (number: number, content: Uint8Array): Buffer => element(0x80 + number, content);

/** UTCTime, valid until 2049. */
const time = (at: Date): Buffer => element(0x17, Buffer.from(at.toISOString().replace(/^\d\d|[-:T]|\.\d{3}/g, '')));

/** Encodes an object identifier, e.g. `2.5.4.3`. */
function oid(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  return element(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let left = value >> 7; left > 0; left >>= 7) digits.unshift((left & 0x7f) | 0x80);
  return digits;
}

const HOUR = 3_600_000;
const ECDSA_SHA256 = sequence(oid('1.2.840.10045.4.3.2'));

/** Issues an X.509 certificate with Node alone, without any external program. */
export function issueCertificate({
  name,
  hosts = [],
  by,
  authority = false,
  valid,
  reuse,
  namesKeys = false,
}: CertificateOptions): Issued {
  const privateKey = reuse?.signer.key ?? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const signer = by?.signer ?? { name, key: privateKey };
  const { from, until } = valid ?? { from: new Date(Date.now() - HOUR), until: new Date(Date.now() + HOUR) };
  const body = sequence(
    tagged(0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ECDSA_SHA256,
    commonName(signer.name),
    sequence(time(from), time(until)),
    commonName(name),
    publicKey(privateKey),
    tagged(3, sequence(...extensions(authority, hosts), ...(namesKeys ? keyNames(privateKey, signer.key) : []))),
  );
  const certificate = sequence(body, ECDSA_SHA256, bits(sign('sha256', body, signer.key)));
  return {
    cert: pem(certificate),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    signer: { name, key: privateKey },
  };
}

function commonName(name: string): Buffer {
  return sequence(set(sequence(oid('2.5.4.3'), utf8(name))));
}

function extensions(authority: boolean, hosts: readonly string[]): readonly Buffer[] {
  const mayBeAuthority = sequence(
    oid('2.5.29.19'),
    boolean(true),
    octets(sequence(...(authority ? [boolean(true)] : []))),
  );
  const maySign = sequence(oid('2.5.29.15'), boolean(true), octets(bits(Buffer.from([0x04]), 2)));
  const isFor = sequence(oid('2.5.29.17'), octets(sequence(...hosts.map(alternativeName))));
  return [mayBeAuthority, ...(authority ? [maySign] : []), ...(hosts.length > 0 ? [isFor] : [])];
}

function keyNames(own: KeyObject, signer: KeyObject): readonly Buffer[] {
  return [
    sequence(oid('2.5.29.14'), octets(octets(keyId(own)))),
    sequence(oid('2.5.29.35'), octets(sequence(tagAs(0, keyId(signer))))),
  ];
}

function keyId(key: KeyObject): Buffer {
  return createHash('sha1').update(publicKey(key)).digest();
}

function publicKey(key: KeyObject): Buffer {
  return createPublicKey(key).export({ type: 'spki', format: 'der' });
}

function alternativeName(host: string): Buffer {
  return isIP(host) === 4 ? tagAs(7, Buffer.from(host.split('.').map(Number))) : tagAs(2, Buffer.from(host));
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
