import { existsSync, readFileSync } from 'node:fs';

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** What is read of the report that vitest's JSON reporter writes. */
interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
}

/**
 * Counts a run of tests from its report and its exit status. A file that does not load has no failed test, and an error
 * outside of any test has none either; both count as one failure, as does a run that found no test or left no report.
 */
export function countTests(reportFile: string, status: number): Counts {
  if (!existsSync(reportFile)) return { passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(readFileSync(reportFile, 'utf8')) as Report;
  const unloaded = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  const failed = report.numFailedTests + unloaded.length;
  const skipped = report.numPendingTests + report.numTodoTests;
  const isSilentFailure = failed === 0 && (status !== 0 || report.numPassedTests + skipped === 0);
  return { passed: report.numPassedTests, failed: isSilentFailure ? 1 : failed, skipped };
}
