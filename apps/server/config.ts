import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { availableParallelism, totalmem } from 'node:os';
import { SEALING_ALGORITHMS, type SealingAlgorithm, type VaultOptions } from '@shuke/db';
import type { CopyOptions } from '@shuke/insight';

/** What the environment decides; everything has a default that works on one machine. */
export interface Config {
  /** A PostgreSQL of the deployment's own; null for the embedded one. */
  readonly databaseUrl: string | null;
  /** The master secret, from which keys and the database roles' passwords follow. */
  readonly secret: string;
  /** The key-encryption key where it is one of its own, those before it, and how data keys that are made seal. */
  readonly sealing: VaultOptions;
  readonly host: string;
  readonly port: number;
  readonly logLevel: string;
  /** The clone's root, with the migrations and the console's pages. */
  readonly root: string;
  /** What is this machine's own: the embedded database, the secret, uploads. */
  readonly home: string;
  readonly uploadDir: string;
  /** The columnar copies for insight; null where PostgreSQL answers everything. */
  readonly copies: CopyOptions | null;
  /** How many megabytes are kept of people between questions for insight. */
  readonly peopleMb: number;
  /** Where guests reach this server, as printed codes say: `https://shop.example`. */
  readonly publicUrl?: string;
}

export class BadConfig extends Error {
  override name = 'BadConfig';
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'];

/** Reads the environment. Throws `BadConfig` naming the variable and what it should be. */
export function readConfig(env: NodeJS.ProcessEnv = process.env, root = ROOT): Config {
  const home = resolve(env.SHUKE_HOME || join(root, '.shuke'));
  mkdirSync(join(home, 'uploads'), { recursive: true });
  return {
    databaseUrl: readDatabaseUrl(env.DATABASE_URL),
    secret: env.SHUKE_SECRET ? checkSecret(env.SHUKE_SECRET) : ownSecret(join(home, 'secret')),
    sealing: readSealing(env),
    host: env.SHUKE_HOST || '127.0.0.1',
    port: readPort(env.SHUKE_PORT || env.PORT),
    logLevel: readLevel(env.SHUKE_LOG),
    root,
    home,
    uploadDir: env.SHUKE_UPLOAD_DIR || join(home, 'uploads'),
    copies: readCopies(env, home),
    peopleMb: readWhole(env, 'SHUKE_PEOPLE_MB', 512),
    ...(env.SHUKE_PUBLIC_URL ? { publicUrl: checkPublicUrl(env.SHUKE_PUBLIC_URL) } : {}),
  };
}

function readDatabaseUrl(text: string | undefined): string | null {
  if (!text) return null;
  const url = URL.parse(text);
  if (url && /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1) return text;
  throw new BadConfig('DATABASE_URL is not of the form postgres://user:password@host:5432/database.');
}

function checkPublicUrl(text: string): string {
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search) return url.origin;
  throw new BadConfig('SHUKE_PUBLIC_URL is not of the form https://shop.example, without a path.');
}

function checkSecret(text: string): string {
  if (text.length >= 32) return text;
  throw new BadConfig('SHUKE_SECRET is shorter than 32 characters. Make one with: openssl rand -hex 32');
}

// Made once and kept beside the data that it protects; a deployment of several machines sets SHUKE_SECRET instead.
function ownSecret(file: string): string {
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  return readFileSync(file, 'utf8').trim();
}

// Several former ones stand with blanks between them.
function readSealing(env: NodeJS.ProcessEnv): VaultOptions {
  const former = (env.SHUKE_KEK_FORMER ?? '').split(/\s+/).filter((text) => text !== '');
  const short = [...(env.SHUKE_KEK ? [env.SHUKE_KEK] : []), ...former].some((text) => text.length < 32);
  if (short) throw new BadConfig('SHUKE_KEK or SHUKE_KEK_FORMER is shorter than 32 characters.');
  return { kek: env.SHUKE_KEK || undefined, formerKeks: former, algorithm: readAlgorithm(env.SHUKE_CIPHER) };
}

function readAlgorithm(text: string | undefined): SealingAlgorithm {
  const algorithm = SEALING_ALGORITHMS.find((one) => one === (text || 'aes-256-gcm'));
  if (algorithm) return algorithm;
  throw new BadConfig(`SHUKE_CIPHER is "${text}"; it is one of ${SEALING_ALGORITHMS.join(', ')}.`);
}

const MB = 1024 * 1024;

// An eighth of the machine, and at least what a question over ten million lines was seen to need.
const ownMemoryMb = (): number => Math.max(512, Math.floor(totalmem() / 8 / MB));

function readCopies(env: NodeJS.ProcessEnv, home: string): CopyOptions | null {
  if (env.SHUKE_COPY === 'off') return null;
  if (env.SHUKE_COPY && env.SHUKE_COPY !== 'on')
    throw new BadConfig(`SHUKE_COPY is "${env.SHUKE_COPY}"; it is on or off.`);
  return {
    dir: resolve(env.SHUKE_COPY_DIR || join(home, 'copies')),
    memoryMb: readWhole(env, 'SHUKE_COPY_MEMORY_MB', ownMemoryMb()),
    threads: readWhole(env, 'SHUKE_COPY_THREADS', Math.max(1, availableParallelism())),
  };
}

function readWhole(env: NodeJS.ProcessEnv, name: string, unlessTold: number): number {
  const value = Number(env[name] || unlessTold);
  if (Number.isInteger(value) && value > 0) return value;
  throw new BadConfig(`${name} is "${env[name]}"; it is a whole number above 0.`);
}

function readPort(text: string | undefined): number {
  const port = Number(text ?? 3870);
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  throw new BadConfig(`SHUKE_PORT is "${text}"; it is a number from 0 (any free port) to 65535.`);
}

function readLevel(text: string | undefined): string {
  const level = text || 'warn';
  if (LEVELS.includes(level)) return level;
  throw new BadConfig(`SHUKE_LOG is "${text}"; it is one of ${LEVELS.join(', ')}.`);
}
