const PICTURE = /\.(?:png|svg|gif)$/;
const TRANSLATION = /\/(?:package\.nls|l10n\/bundle\.l10n)\.[\w-]+\.json$/;

/** Whether a file counts toward the size limits of the package. Images and translations do not. */
export function isCounted(name: string): boolean {
  return !PICTURE.test(name) && !TRANSLATION.test(name);
}
