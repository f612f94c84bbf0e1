import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { must } from '@shuke/kernel';
import type { TestServices } from '@shuke/testkit';
import { openCopies, type Copies } from '../copies.ts';

/** A folder of copies for the tests of one file: `withReader(ctx, read, { engine: 'duckdb' })` then answers from a fresh copy. */
export function testCopies(services: TestServices): { copies: Copies; dir: string } {
  const held = { dir: '' } as { copies: Copies; dir: string };
  beforeAll(async () => {
    held.dir = mkdtempSync(join(tmpdir(), 'shuke-copies-'));
    held.copies = must(
      await openCopies(services, { dir: held.dir, memoryMb: 256, threads: 2, footfallEveryMs: 0 }),
      'the folder is ours',
    );
  });
  afterAll(async () => {
    await held.copies?.close();
    rmSync(held.dir, { recursive: true, force: true });
  });
  return held;
}
