import { defineConfig, type TestProjectConfiguration } from 'vitest/config';

// A test's suffix says what it needs. `npm test -- NAME` runs one of these projects, `npx vitest --project NAME` watches it.
const SUFFIXES = ['db', 'http', 'e2e', 'browser'];
const ELSEWHERE = ['**/node_modules/**', '**/dist/**', '**/.shuke/**'];

const endingIn = (...suffixes: string[]) => suffixes.map((suffix) => `**/*.${suffix}.test.ts`);

/** A project whose tests find a migrated PostgreSQL; the limits are for the slowest machine, not what they should take. */
const withDatabase = (
  name: string,
  suffixes: string[],
  { testTimeout, setup = [] }: { readonly testTimeout: number; readonly setup?: readonly string[] },
): TestProjectConfiguration => ({
  extends: true,
  test: {
    name,
    include: endingIn(...suffixes),
    exclude: ELSEWHERE,
    globalSetup: ['./packages/testkit/global-setup.ts', ...setup],
    testTimeout,
    hookTimeout: 120_000,
  },
});

export default defineConfig({
  test: {
    // Two files at a time is what a small machine has cores for; each has a database of its own.
    fileParallelism: true,
    maxWorkers: 2,
    // What a page or a copy takes to follow on the slowest machine.
    expect: { poll: { timeout: 10_000 } },
    // What passes has nothing to say; `--silent=false` shows what tests print, such as the times they measured.
    silent: 'passed-only',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['**/test/**/*.test.{ts,mjs}'],
          exclude: [...ELSEWHERE, ...endingIn(...SUFFIXES)],
          testTimeout: 30_000,
        },
      },
      withDatabase('db', ['db', 'http'], { testTimeout: 60_000 }),
      withDatabase('e2e', ['e2e'], { testTimeout: 300_000 }),
      withDatabase('browser', ['browser'], { testTimeout: 120_000, setup: ['./tools/setup/console-for-tests.mjs'] }),
    ],
  },
});
