import type { ImageRequest } from './imageRequest';

/** The pull address an image will have, e.g. `swr.cn-north-4.myhuaweicloud.com/team/base:1.0`. */
export function imageReference(
  registry: string,
  { namespace, name, tag }: Pick<ImageRequest, 'namespace' | 'name' | 'tag'>,
): string {
  return `${registry}/${namespace}/${name}:${tag}`;
}

/** A reference without its registry, e.g. `team/base:1.0`. */
export function shortReference(reference: string): string {
  return reference.slice(reference.indexOf('/') + 1);
}
