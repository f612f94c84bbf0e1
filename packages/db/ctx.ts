import type pg from 'pg';
import type { Clock } from '@shuke/kernel';
import type { RefusalCode, Role, Scope } from '@shuke/contract';
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
  /** Why this actor may use no scope yet, only what everybody may do with their own session. */
  readonly barred?: RefusalCode;
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
  /** Posts batches of checkouts, for several merchants at a time. */
  readonly poster: pg.Pool;
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
  /** What was asked for, such as `POST /v1/stores`: an idempotency key of one purpose is refused for another. */
  readonly purpose?: string;
}

/** Who did it where no person asked: a job, a start-up step, or the command line of the machine's own keeper. */
export const SYSTEM_ACTOR_ID = '00000000-0000-7000-8000-000000000000';

/** The context of a job, a start-up step or the command line, which may do all that the owner may. */
export function systemCtx(services: Services, merchantId: string, id: string = SYSTEM_ACTOR_ID): Ctx {
  const actor: Actor = { kind: 'system', id, merchantId, role: 'owner', scopes: [], storeId: null };
  return { ...services, actor };
}
