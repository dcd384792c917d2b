import { defineConfig } from 'vitest/config';

/** Runs before the end-to-end tests. Needs a `groupOrder` of 1, because Vitest runs single-worker projects of order 0 last. */
const fast = { testTimeout: 20_000, maxWorkers: '100%', sequence: { groupOrder: 1 } };

/** Packages the extension if it changed since the last package. */
const packageOnce = ['test/support/packageOnce.ts'];

/** Options of tests in a real VS Code. */
const endToEnd = {
  globalSetup: packageOnce,
  testTimeout: 180_000,
  hookTimeout: 120_000,
  // A view updates shortly after the notification.
  expect: { poll: { timeout: 15_000 } },
  // Tests mostly wait for a window, so two can share a core.
  maxWorkers: 2,
  // One browser and one shared window for all files of a worker.
  isolate: false,
};

export default defineConfig({
  test: {
    reporters: ['default', './test/support/closingLine.ts'],
    projects: [
      { test: { ...fast, name: 'unit', include: ['test/unit/**/*.test.ts'] } },
      // Layers, manifest, package and activation, tested with the packaged extension.
      {
        test: {
          ...fast,
          name: 'project',
          include: ['test/project/**/*.test.ts'],
          globalSetup: packageOnce,
          hookTimeout: 60_000,
        },
      },
      { test: { ...fast, name: 'integration', include: ['test/integration/**/*.test.ts'] } },
      // The end-to-end tests in `npm test`. All others are in `rest`.
      { test: { ...endToEnd, name: 'core', include: ['test/e2e/core/**/*.test.ts'], sequence: { groupOrder: 2 } } },
      {
        test: {
          ...endToEnd,
          name: 'rest',
          include: ['test/e2e/**/*.test.ts'],
          exclude: ['test/e2e/core/**'],
          // Under load, VS Code loads rows late and drops their selection, so only one worker runs.
          maxWorkers: 1,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
