import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { countTests, type Counts } from './count-tests.ts';
import type { Step } from './steps.ts';

export interface Outcome extends Counts {
  step: Step;
  /** What a check said; tests speak while they run. */
  output: string;
  tookMs: number;
}

// The slowest step takes a few minutes; one that hangs must not keep a build machine until somebody looks.
const STEP_LIMIT_MS = 20 * 60_000;

/** Runs one step from the project's root; reports of tests are written into `reportDir`. Never throws for a failed step. */
export async function runStep(step: Step, root: string, reportDir: string): Promise<Outcome> {
  const started = Date.now();
  if (step.skipped) return { step, passed: 0, failed: 0, skipped: 1, output: '', tookMs: 0 };
  const reportFile = join(reportDir, `${step.name}.json`);
  const args = step.kind === 'tests' ? [...step.args, `--outputFile.json=${reportFile}`] : step.args;
  const { status, output } = await run({ ...step, args }, root);
  const counts = step.kind === 'tests' ? countTests(reportFile, status) : countCheck(status);
  return { step, ...counts, output, tookMs: Date.now() - started };
}

const countCheck = (status: number): Counts => ({
  passed: status === 0 ? 1 : 0,
  failed: status === 0 ? 0 : 1,
  skipped: 0,
});

function run(step: Step, root: string): Promise<{ status: number; output: string }> {
  const bin = join(root, 'node_modules/.bin');
  const env = { ...process.env, PATH: `${bin}:${process.env['PATH']}`, ...step.env };
  return new Promise((resolve) => {
    const speaks = step.kind === 'tests' ? 'inherit' : 'pipe';
    const child = spawn(join(bin, step.program), step.args, {
      cwd: root,
      env,
      timeout: STEP_LIMIT_MS,
      stdio: ['ignore', speaks, speaks],
    });
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
    child.on('error', (error) => resolve({ status: 1, output: `${output}${error.message}` }));
    child.on('close', (status) => resolve({ status: status ?? 1, output }));
  });
}
