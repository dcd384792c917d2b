import { defineConfig } from 'vitest/config';

/** Before the end-to-end tests, which a `groupOrder` of 0 does not grant: Vitest runs single workers of that order last. */
const quick = { testTimeout: 20_000, maxWorkers: '100%', sequence: { groupOrder: 1 } };

/** Packages the extension, unless that was done since it was changed. */
const packageOnce = ['test/support/packageOnce.ts'];

/** In a real VS Code. */
const endToEnd = {
  globalSetup: packageOnce,
  testTimeout: 180_000,
  hookTimeout: 120_000,
  // A view shows a moment later what a notification has said already.
  expect: { poll: { timeout: 15_000 } },
  // Most of a test is waiting for a window: two take turns at the processor.
  maxWorkers: 2,
  // One browser and one shared window for all files of a worker.
  isolate: false,
};

export default defineConfig({
  test: {
    reporters: ['default', './test/support/closingLine.ts'],
    projects: [
      { test: { ...quick, name: 'unit', include: ['test/unit/**/*.test.ts'] } },
      // What the project promises about itself: layers, manifest, package, activation. Looks at the packaged extension.
      {
        test: {
          ...quick,
          name: 'project',
          include: ['test/project/**/*.test.ts'],
          globalSetup: packageOnce,
          hookTimeout: 60_000,
        },
      },
      { test: { ...quick, name: 'integration', include: ['test/integration/**/*.test.ts'] } },
      // What `npm test` runs of the end-to-end tests; `rest` are the others.
      { test: { ...endToEnd, name: 'core', include: ['test/e2e/core/**/*.test.ts'], sequence: { groupOrder: 2 } } },
      {
        test: {
          ...endToEnd,
          name: 'rest',
          include: ['test/e2e/**/*.test.ts'],
          exclude: ['test/e2e/core/**'],
          // Rows that VS Code reads late lose their selection: nothing else is to keep the processor busy.
          maxWorkers: 1,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
