/** Where `npm run setup` unpacks the browser that comes from npm. */
export const browserFolder: string;

/** The browser that shows VS Code: launch options of Playwright, and the variables it needs beside a clean environment. */
export function findBrowser(): {
  readonly launch: { readonly executablePath: string } | { readonly channel: string };
  readonly env: Readonly<Record<string, string>>;
};
