import type { Counts } from './count-tests.ts';
import type { Outcome } from './run-step.ts';

/** The sums over all steps. */
export function total(outcomes: Counts[]): Counts {
  return outcomes.reduce(
    (sum, one) => ({
      passed: sum.passed + one.passed,
      failed: sum.failed + one.failed,
      skipped: sum.skipped + one.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/** The line that ends a run and that build machines read; nothing may be printed after it. */
export const lastLine = ({ passed, failed, skipped }: Counts): string =>
  `Shuke: ${passed} passed, ${failed} failed, ${skipped} skipped`;

/** One row a step: mark, name, duration in seconds, counts, and what it looked at or why it was skipped. */
export function table(outcomes: Outcome[]): string {
  return outcomes.map(row).join('\n');
}

function row({ step, passed, failed, skipped, tookMs }: Outcome): string {
  const mark = step.skipped ? '–' : failed > 0 ? '✗' : '✓';
  const seconds = `${(tookMs / 1000).toFixed(1)} s`.padStart(8);
  const counts =
    step.kind === 'tests' ? `${passed} passed, ${failed} failed, ${skipped} skipped` : failed > 0 ? 'failed' : 'passed';
  const what = step.skipped ? `SKIPPED: ${step.skipped}` : `${counts.padEnd(34)} ${step.about}`;
  return `${mark} ${step.name.padEnd(9)} ${seconds}  ${what}`;
}
