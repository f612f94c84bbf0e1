import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runStep, type Outcome } from './run-step.ts';
import { chosenSteps, type Step } from './steps.ts';
import { lastLine, table, total } from './summary.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

function report(outcome: Outcome): Outcome {
  console.log(table([outcome]));
  if (outcome.failed > 0 && outcome.output.trim() !== '') console.log(`${outcome.output.trimEnd()}\n`);
  return outcome;
}

// Checks need only the sources and one core each, tests have two workers of their own: the former run in pairs.
async function runAll(steps: Step[], reportDir: string): Promise<Outcome[]> {
  const run = async (step: Step) => report(await runStep(step, root, reportDir));
  const checks = steps.filter((step) => step.kind === 'check');
  const outcomes: Outcome[] = [];
  const takeNext = async (): Promise<void> => {
    for (let step = checks.shift(); step; step = checks.shift()) outcomes.push(await run(step));
  };
  await Promise.all([takeNext(), takeNext()]);
  for (const step of steps.filter((one) => one.kind === 'tests')) {
    if (!step.skipped) console.log(`\n· ${step.name}: ${step.about}`);
    outcomes.push(await run(step));
  }
  return outcomes.sort((a, b) => steps.indexOf(a.step) - steps.indexOf(b.step));
}

async function main(): Promise<number> {
  const reportDir = mkdtempSync(join(tmpdir(), 'shuke-check-'));
  try {
    const outcomes = await runAll(chosenSteps(process.argv.slice(2)), reportDir);
    const sums = total(outcomes);
    console.log(`\n${table(outcomes)}\n\n${lastLine(sums)}`);
    return sums.failed > 0 || sums.passed === 0 ? 1 : 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 2;
  } finally {
    rmSync(reportDir, { recursive: true, force: true });
  }
}

process.exitCode = await main();
