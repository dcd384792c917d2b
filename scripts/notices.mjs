// Writes THIRD-PARTY-NOTICES.txt: `npm run build && node scripts/notices.mjs`, after a dependency has changed.
import fs from 'node:fs';
import path from 'node:path';
import { NOTICES, notices } from './lib/notices.mjs';

fs.writeFileSync(path.join(import.meta.dirname, '..', NOTICES), notices());
