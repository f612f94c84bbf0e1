import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { countTests } from '../count-tests.ts';
import { lastLine, total } from '../summary.ts';

const folder = mkdtempSync(join(tmpdir(), 'shuke-count-'));
const file = join(folder, 'report.json');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function counted(counts: [passed: number, failed: number, pending: number], status: number, unloaded = 0) {
  const testResults = Array.from({ length: unloaded }, () => ({ status: 'failed', assertionResults: [] }));
  const [numPassedTests, numFailedTests, numPendingTests] = counts;
  writeFileSync(
    file,
    JSON.stringify({ numPassedTests, numFailedTests, numPendingTests, numTodoTests: 0, testResults }),
  );
  return countTests(file, status);
}

test('a report is counted as it stands', () => {
  expect(counted([7, 0, 2], 0)).toEqual({ passed: 7, failed: 0, skipped: 2 });
  expect(counted([7, 3, 0], 1)).toEqual({ passed: 7, failed: 3, skipped: 0 });
  expect(counted([0, 0, 5], 0), 'data that this machine lacks').toEqual({ passed: 0, failed: 0, skipped: 5 });
});

test('a failure that no test shows still counts', () => {
  expect(counted([7, 0, 0], 1, 1), 'a file that does not load').toMatchObject({ failed: 1 });
  expect(counted([7, 0, 0], 1), 'an error outside of any test').toMatchObject({ failed: 1 });
  expect(counted([0, 0, 0], 0), 'no test at all').toMatchObject({ failed: 1 });
  expect(countTests(join(folder, 'none.json'), 0), 'no report').toMatchObject({ failed: 1 });
});

test('the last line has the form that build machines read', () => {
  const sums = total([
    { passed: 1, failed: 0, skipped: 0 },
    { passed: 122, failed: 0, skipped: 2 },
  ]);
  expect(lastLine(sums)).toBe('Shuke: 123 passed, 0 failed, 2 skipped');
  expect(lastLine(sums)).toMatch(/^\w+: \d+ passed, \d+ failed, \d+ skipped$/);
});
