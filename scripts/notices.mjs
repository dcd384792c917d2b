// Writes THIRD-PARTY-NOTICES.txt. After changing a dependency, run `npm run build && node scripts/notices.mjs`.
import fs from 'node:fs';
import path from 'node:path';
import { NOTICES, notices } from './lib/notices.mjs';

fs.writeFileSync(path.join(import.meta.dirname, '..', NOTICES), notices());
