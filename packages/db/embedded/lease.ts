import pg from 'pg';
import { Fault } from '@shuke/kernel';

/** One process's claim to a running PostgreSQL: the last one to give it up stops the server. */
export interface Lease {
  version: string;
  /** Comes true when its connection ends, be it that we close it or that the server is gone. */
  ended: Promise<void>;
  /** Gives the claim up; true when nobody else holds one, and nobody can take one any more. */
  giveUp(): Promise<boolean>;
  close(): Promise<void>;
}

// An advisory lock ends with its connection, so a killed process leaves no claim behind, as a file of its id would.
const LEASE_LOCK = 7_485_301;
const CONNECT_LIMIT_MS = 5_000;

const NOT_YET = new Set(['57P01', '57P03', 'ECONNREFUSED', 'ECONNRESET']);

/** Takes a lease at a superuser URL; null when the server is not up yet or is going down. */
export async function takeLease(url: string): Promise<Lease | null> {
  try {
    const client = await connect(url);
    const ended = new Promise<void>((resolve) => client.once('end', resolve));
    await client.query('select pg_advisory_lock_shared($1)', [LEASE_LOCK]);
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    // The distribution's own addition, as in '15.14 (Debian …)', says nothing about behaviour.
    const version = rows[0]?.server_version.split(' ')[0] ?? '';
    // An idle claim must not keep a program alive that has finished its work.
    client.unref();
    return { version, ended, giveUp: () => giveUp(client), close: () => close(client) };
  } catch (error) {
    if (isNotYet(error)) return null;
    throw new Fault(`PostgreSQL refuses its own superuser: ${String(error)}`, { cause: error });
  }
}

// The type declarations lack these two methods of the driver.
type Client = pg.Client & { ref(): void; unref(): void };

async function connect(connectionString: string): Promise<Client> {
  const client = new pg.Client({
    connectionString,
    application_name: 'shuke lease',
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
  }) as Client;
  // The server may be killed under us; whoever works with it then learns that from its own connections.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function giveUp(client: Client): Promise<boolean> {
  client.ref();
  try {
    await client.query('select pg_advisory_unlock_shared($1)', [LEASE_LOCK]);
    const { rows } = await client.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [LEASE_LOCK]);
    return rows[0]?.alone ?? false;
  } catch {
    return true;
  }
}

function close(client: Client): Promise<void> {
  client.ref();
  return client.end().catch(() => undefined);
}

function isNotYet(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string') return NOT_YET.has(error.code);
  return /terminated|timeout/i.test(error.message);
}
