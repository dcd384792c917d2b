// One floor of the core; `npm run mutation` (scripts/mutation.mjs) runs one after another, each against its own tests.
// docs/mutation.md says how to read it, and which changes nobody has to notice.
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'vitest.mutation.config.mts' },
  coverageAnalysis: 'perTest',
  concurrency: 1,
  reporters: ['clear-text', 'json'],
  clearTextReporter: { allowColor: false, reportTests: false, reportMutants: false },
  thresholds: { high: 95, low: 90, break: 90 },
  ignorePatterns: ['dist', 'media', 'test/e2e', 'reports', 'coverage'],
  tempDirName: '.stryker-tmp',
  // It would be rewritten with an API that TypeScript 7 does not have; without project references nothing needs rewriting.
  tsconfigFile: 'none.json',
};
