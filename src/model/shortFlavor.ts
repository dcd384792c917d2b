/**
 * A flavor without the words that nearly all flavors begin with: `gpu.v100` for `modelarts.vm.gpu.v100`. Bare metal (`bm`) keeps its
 * word, since it is the exception.
 */
export function shortFlavor(flavor: string): string {
  return flavor.replace(/^modelarts\.(?:vm\.)?(?=.)/, '');
}
