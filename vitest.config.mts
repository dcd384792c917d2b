import { defineConfig } from 'vitest/config';

const quick = { testTimeout: 20_000, sequence: { groupOrder: 0 } };

export default defineConfig({
  test: {
    reporters: ['default', './test/support/closingLine.ts'],
    projects: [
      { test: { ...quick, name: 'unit', include: ['test/unit/**/*.test.ts'], exclude: ['test/unit/house/**'] } },
      // What the project promises about itself: walls, manifest, package, activation. Looks at the packaged extension.
      {
        test: {
          ...quick,
          name: 'house',
          include: ['test/unit/house/**/*.test.ts'],
          globalSetup: ['test/unit/house/packageOnce.ts'],
          hookTimeout: 60_000,
        },
      },
      { test: { ...quick, name: 'integration', include: ['test/integration/**/*.test.ts'] } },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          // A view shows a moment later what a notification has said already.
          expect: { poll: { timeout: 15_000 } },
          maxWorkers: 1,
          fileParallelism: false,
          // One browser for all files.
          isolate: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
