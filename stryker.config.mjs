// Mutates one layer. `npm run mutation` (scripts/mutation.mjs) runs the layers one after another, each against its own tests.
// docs/mutation.md lists the accepted surviving mutants.
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
  // Prevents Stryker from rewriting tsconfig.json, which needs an API that TypeScript 7 lacks. Only project references need it.
  tsconfigFile: 'none.json',
};
