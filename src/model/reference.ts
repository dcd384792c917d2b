import type { ImageRequest } from './imageRequest';

/**
 * Returns the pull reference of an image, e.g. `swr.cn-north-4.myhuaweicloud.com/team/base:1.0`; without a tag if it is
 * empty.
 */
export function imageReference(
  registry: string,
  { namespace, name, tag }: Pick<ImageRequest, 'namespace' | 'name' | 'tag'>,
): string {
  return withTag(`${registry}/${namespace}/${name}`, tag);
}

/** Appends a tag to an address; returns the address unchanged if the tag is empty. */
export function withTag(address: string, tag: string): string {
  return tag === '' ? address : `${address}:${tag}`;
}

/** Returns a reference without its registry, e.g. `team/base:1.0`. */
export function shortReference(reference: string): string {
  return reference.slice(reference.indexOf('/') + 1);
}
