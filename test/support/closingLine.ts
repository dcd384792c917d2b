import type { Reporter, TestModule } from 'vitest/node';

/** Prints a final line with the counts and the time of the run: `N passed, N failed in N s`. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    let brokenFiles = 0;
    for (const module of modules) {
      for (const test of module.children.allTests()) counts[test.result().state] += 1;
      if (module.errors().length > 0) brokenFiles += 1;
    }
    const failed = counts.failed + counts.pending + brokenFiles + unhandledErrors.length;
    const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
    // Includes the time of the global setup.
    const started = Number(process.env['TESTS_STARTED'] ?? Date.now() - performance.now());
    process.on('exit', () => {
      const seconds = Math.round((Date.now() - started) / 1000);
      process.stdout.write(`\n${counts.passed} passed, ${failed} failed${skipped} in ${seconds} s\n`);
    });
  }
}
