import type { ImageRequest } from './imageRequest';

/** The pull address an image will have, e.g. `swr.cn-north-4.myhuaweicloud.com/team/base:1.0`; without a tag if it is empty. */
export function imageReference(
  registry: string,
  { namespace, name, tag }: Pick<ImageRequest, 'namespace' | 'name' | 'tag'>,
): string {
  return withTag(`${registry}/${namespace}/${name}`, tag);
}

/** An address with a tag behind it; unchanged if the tag is empty. */
export function withTag(address: string, tag: string): string {
  return tag === '' ? address : `${address}:${tag}`;
}

/** A reference without its registry, e.g. `team/base:1.0`. */
export function shortReference(reference: string): string {
  return reference.slice(reference.indexOf('/') + 1);
}
