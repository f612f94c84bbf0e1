import { readFileSync } from 'node:fs';
import type pg from 'pg';

// The kernel counts in hundredths of a second, on every Linux that Node runs on.
const TICK_MS = 10;

/** Processor time of processes so far, in ms; none where the system does not say. A process that has gone counts no more. */
export function processorMs(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + ticksOf(pid) * TICK_MS, 0);
}

function ticksOf(pid: number): number {
  try {
    // Behind the name, which may hold blanks: user and system time are the 12th and 13th field.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return Number(fields[11]) + Number(fields[12]);
  } catch {
    return 0;
  }
}

/** The processes that PostgreSQL works with now, its own among them. */
export async function postgresPids(owner: pg.Client): Promise<number[]> {
  const { rows } = await owner.query<{ pid: number }>('select pid from pg_stat_activity');
  return rows.map(({ pid }) => pid);
}
