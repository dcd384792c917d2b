/** Folder into which `npm run setup` unpacks the browser from npm. */
export const browserFolder: string;

/** Returns Playwright launch options for the browser, and the environment variables it needs. */
export function findBrowser(): {
  readonly launch: { readonly executablePath: string } | { readonly channel: string };
  readonly env: Readonly<Record<string, string>>;
};
