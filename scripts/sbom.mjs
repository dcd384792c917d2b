// Prints the software bill of materials of the package (CycloneDX 1.6, JSON): `npm run package && node scripts/sbom.mjs`.
// It lists the content of the package, not the build tools.
import fs from 'node:fs';
import path from 'node:path';
import { billOfMaterials } from './lib/billOfMaterials.mjs';

const packed = fs.readFileSync(path.join(import.meta.dirname, '../dist/modelarts-notebook-images.vsix'));
console.log(JSON.stringify(billOfMaterials(packed), undefined, 2));
