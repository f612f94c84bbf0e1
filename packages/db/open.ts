import type pg from 'pg';
import { createPool } from './client.ts';
import type { Db } from './ctx.ts';
import { loginName, loginPassword, urlAs, type LoginRole } from './roles.ts';

export interface OpenOptions {
  ownerUrl: string;
  secret: string;
  rolePrefix: string;
  onError: (error: Error) => void;
  /** Connections of the application's pool; the others stay small. */
  maxConnections?: number;
}

/** Opens the pools of a migrated database, each signed in as its own role. */
export function openDb(options: OpenOptions): Db {
  const pool = (role: LoginRole, max: number, pipeline: boolean): pg.Pool => {
    const name = loginName(options.rolePrefix, role);
    const url = urlAs(options.ownerUrl, name, loginPassword(options.secret, name));
    return createPool({ url, max, pipeline, name: `shuke ${role}`, onError: options.onError });
  };
  const app = pool('app', options.maxConnections ?? 20, true);
  const poster = pool('poster', 8, true);
  const bulk = pool('bulk', 4, false);
  const jobs = pool('jobs', 6, false);
  const pools = { app, poster, bulk, jobs };
  return { ...pools, close: async () => void (await Promise.all(Object.values(pools).map((one) => one.end()))) };
}
