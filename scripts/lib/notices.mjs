import { shippedPackages } from './shippedPackages.mjs';

/** Path of the notices file, relative to the project folder. */
export const NOTICES = 'THIRD-PARTY-NOTICES.txt';

/** Returns the copyright and license texts of the third-party code in the last build. */
export function notices() {
  const parts = shippedPackages().map(({ name, version, license, homepage, inside, text }) => {
    const title = [name, version, inside && `(inside ${inside})`].filter(Boolean).join(' ');
    return [title, `${license}, ${homepage}`, '', text].join('\n');
  });
  const start = 'Notebook Images for ModelArts contains the following third-party software.';
  return `${[start, ...parts].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}
