import { billOfMaterials, licenseTexts } from './billOfMaterials.mjs';

/** Path of the notices file, relative to the project folder. */
export const NOTICES = 'THIRD-PARTY-NOTICES.txt';

/** Returns the copyright and license texts of the third-party code in the last build. */
export function notices() {
  const parts = billOfMaterials().components.map((component) => {
    const { name, version = '(inside undici)', licenses, externalReferences } = component;
    const texts = licenseTexts(component);
    if (texts.length === 0) throw new Error(`${name} contains no license text`);
    const { url } = externalReferences.find(({ type }) => type === 'website');
    return [`${name} ${version}`, `${licenses[0].license.id}, ${url}`, '', texts.join('\n\n')].join('\n');
  });
  const start = 'Notebook Images for ModelArts contains the following third-party software.';
  return `${[start, ...parts].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}
