import { findOlderPostgres } from '@shuke/db/embedded';

/** One thing that `npm test` does: a program that passes or not, or a run of tests that are counted. */
export interface Step {
  name: string;
  /** What it looks at, for the table. */
  about: string;
  program: string;
  args: string[];
  env?: Record<string, string>;
  kind: 'check' | 'tests';
  /** The step that makes what this one looks at. */
  needs?: string;
  /** Why it cannot run on this machine. */
  skipped?: string;
}

/** All steps in their order; those of the kind `check` need nothing but the sources. */
export function allSteps(): Step[] {
  const older = findOlderPostgres();
  return [
    check('tidy', 'layout, tiers, sizes, generated docs', 'node tools/tidy/main.ts --check'),
    check('format', 'prettier', 'prettier --check --log-level=warn .'),
    check('types', 'tsc', 'tsc --noEmit --project tsconfig.json'),
    check('lint', 'oxlint with types', 'oxlint --type-aware --deny-warnings'),
    check('console', 'the pages build', 'node tools/setup/build-console.mjs'),
    tests('unit', 'pure rules'),
    tests('db', 'on the embedded PostgreSQL'),
    {
      ...tests('db', `on PostgreSQL ${older?.version ?? '15 to 17'}`),
      name: 'db-older',
      env: { SHUKE_TEST_PG_BIN: older?.binDir ?? '' },
      skipped: older ? undefined : 'no PostgreSQL 15 to 17 is installed on this machine',
    },
    { ...tests('e2e', 'whole journeys on real input'), needs: 'console' },
    { ...tests('browser', 'the console in Chromium'), needs: 'console' },
  ];
}

function check(name: string, about: string, command: string): Step {
  const [program = '', ...args] = command.split(' ');
  return { name, about, program, args, kind: 'check' };
}

const tests = (name: string, about: string): Step => ({
  name,
  about,
  program: 'vitest',
  // A forgotten `.only` would drop the other tests in silence.
  args: ['run', '--project', name, '--allowOnly=false', '--reporter=default', '--reporter=json'],
  kind: 'tests',
});

/** The named steps with what they need, or all when none is named; an unknown name throws with the known ones. */
export function chosenSteps(names: string[]): Step[] {
  const steps = allSteps();
  const unknown = names.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    throw new Error(`There is no step ${unknown.join(', ')}. Steps: ${steps.map((step) => step.name).join(', ')}`);
  }
  const named = steps.filter((step) => names.length === 0 || names.includes(step.name));
  return steps.filter((step) => named.includes(step) || named.some((one) => one.needs === step.name));
}
