import { defineConfig } from 'vitest/config';

// scripts/mutation.mjs says which tests must notice.
export default defineConfig({
  test: { include: [`test/unit/${process.env['MUTATION_TESTS'] ?? 'model'}/**/*.test.ts`], testTimeout: 20_000 },
});
