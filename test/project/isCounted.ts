const PICTURE = /\.(?:png|svg|gif)$/;
const TRANSLATION = /\/(?:package\.nls|l10n\/bundle\.l10n)\.[\w-]+\.json$/;

/** Whether a file of the package counts toward its budget: pictures and translations do not. */
export function isCounted(name: string): boolean {
  return !PICTURE.test(name) && !TRANSLATION.test(name);
}
