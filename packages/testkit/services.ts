import { afterAll, beforeAll, inject } from 'vitest';
import { manualClock, newId, type ManualClock } from '@shuke/kernel';
import type { Role } from '@shuke/contract';
import { createVault, type Ctx, type Log, type Services } from '@shuke/db';
import { cloneDatabase, TEST_SECRET } from './databases.ts';

/** A log that keeps what it was told, so that a test can look for what must not be in it. */
export interface RecordingLog extends Log {
  readonly lines: string[];
}

export function recordingLog(): RecordingLog {
  const lines: string[] = [];
  const keep = (level: string) => (fields: Record<string, unknown>, message: string) =>
    void lines.push(JSON.stringify({ level, message, ...fields }));
  return { lines, info: keep('info'), warn: keep('warn'), error: keep('error') };
}

/** A real database with the real roles, and a clock that stands still until it is moved. */
export interface TestServices extends Services {
  clock: ManualClock;
  log: RecordingLog;
  /** Signs in as the owner of the tables: for looking at what was written, never for writing. */
  ownerUrl: string;
}

/** Gives the tests of one file a database of their own. Call at the top of the file; the value is there in each test. */
export function testServices(start = '2026-03-02T02:00:00Z'): TestServices {
  const services = {} as TestServices & { drop?: () => Promise<void> };
  beforeAll(async () => {
    const { db, ownerUrl, drop } = await cloneDatabase(inject('serverUrl'));
    Object.assign(services, {
      db,
      ownerUrl,
      drop,
      clock: manualClock(start),
      log: recordingLog(),
      vault: createVault(TEST_SECRET),
    });
  });
  afterAll(() => services.drop?.());
  return services;
}

/** A context that acts for one merchant, by default a new one with no data. */
export function actAs(services: Services, merchantId: string = newId(), role: Role = 'owner'): Ctx {
  return { ...services, actor: { kind: 'staff', id: newId(), merchantId, role, scopes: [], storeId: null } };
}
