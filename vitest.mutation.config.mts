import { defineConfig } from 'vitest/config';

// scripts/mutation.mjs sets MUTATION_TESTS to the folder whose tests must detect the mutants.
export default defineConfig({
  test: { include: [`test/unit/${process.env['MUTATION_TESTS'] ?? 'model'}/**/*.test.ts`], testTimeout: 20_000 },
});
