import { expect, test } from 'vitest';
import { inertCell } from '../inert-cell.ts';

test.each([
  '=1+1',
  '=cmd|" /C calc"!A0',
  '+cmd',
  '-cmd',
  '@SUM(A1)',
  '\t=1+1',
  '\r=1+1',
  '\n=1',
  '  =1+1',
  '＝1+1',
  '＋1',
  '－x',
  '＠x',
  '-1+1',
  '+1-2',
  '-5.00=1',
  '\0=1+1',
])('%j is made inert', (text) => {
  expect(inertCell(text)).toMatch(/^'/);
  expect(inertCell(text)).not.toContain('\0');
});

test.each(['-5.00', '+5', '5', '-1,234.50', '1e5', '-1.5E-3', 'Latte', '拿铁', '', 'a=b', '2024-03-01'])(
  '%j stays what it is',
  (text) => expect(inertCell(text)).toBe(text),
);
