import { expect, test } from 'vitest';
import { cycles } from '../rules/cycles.ts';
import { told } from './told.ts';

test('files that import one another in one direction pass', () => {
  const files = { 'a.ts': "import './b.ts';\nimport './c.ts';", 'b.ts': "import './c.ts';", 'c.ts': '' };
  expect(told(cycles, files)).toEqual([]);
});

test('a cycle is reported once, with the shortest way round, types included', () => {
  const files = {
    'a.ts': "import './x.ts';\nimport './b.ts';",
    'b.ts': "import type { A } from './c.ts';\nimport './d.ts';",
    'c.ts': "export * from './a.ts';",
    'd.ts': "import './c.ts';",
    'x.ts': '',
  };
  expect(told(cycles, files)).toEqual([
    'a.ts:2 import cycle a.ts → b.ts → c.ts → a.ts; move what they share into a file of its own',
  ]);
});

test('a cycle through a workspace is seen', () => {
  const files = {
    'packages/db/index.ts': "export * from './open.ts';",
    'packages/db/open.ts': "import { x } from '@shuke/db';",
  };
  expect(told(cycles, files)).toHaveLength(1);
});

test('a file that imports itself is a cycle', () => {
  expect(told(cycles, { 'a.ts': "import './a.ts';" })).toEqual([expect.stringContaining('a.ts → a.ts')]);
});
