import type pg from 'pg';
import type { Clock } from '@shuke/kernel';
import type { Role, Scope } from '@shuke/contract';
import type { Vault } from './vault.ts';

/** Whom a request or a job acts for. A job acts as `system`. */
export interface Actor {
  readonly kind: 'staff' | 'agency' | 'api_key' | 'system';
  /** The staff member, agency staff member, key or job. */
  readonly id: string;
  readonly merchantId: string;
  readonly role: Role;
  /** What an API key may do; staff are judged by their role. */
  readonly scopes: readonly Scope[];
  /** Set for staff who work in one store only. */
  readonly storeId: string | null;
}

/** Structured logging. Fields hold ids, codes and counts, never personal data. */
export interface Log {
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
}

/** The pools of one server process, each signed in as a role of its own. */
export interface Db {
  /** The application's role: owns nothing, sees one merchant at a time. */
  readonly app: pg.Pool;
  /** Owns the staging tables of bulk loads, and is otherwise the application. */
  readonly bulk: pg.Pool;
  /** The back room: the job queue and the event relay, which cross merchants. */
  readonly jobs: pg.Pool;
  close(): Promise<void>;
}

/** What a process has, before it is known whom it acts for. */
export interface Services {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly vault: Vault;
}

/** What every command and query is given. */
export interface Ctx extends Services {
  readonly actor: Actor;
}

/** The context of a job or of a start-up step, which no person asked for. */
export function systemCtx(services: Services, merchantId: string, id = 'system'): Ctx {
  const actor: Actor = { kind: 'system', id, merchantId, role: 'owner', scopes: [], storeId: null };
  return { ...services, actor };
}
