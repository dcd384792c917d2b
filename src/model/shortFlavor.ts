/**
 * Removes the prefix that most flavors share: `modelarts.vm.gpu.v100` → `gpu.v100`. The prefix of bare metal (`bm`) is
 * kept, because it is the exception.
 */
export function shortFlavor(flavor: string): string {
  return flavor.replace(/^modelarts\.(?:vm\.)?(?=.)/, '');
}
