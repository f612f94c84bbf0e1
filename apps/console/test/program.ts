import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { databaseUrl, TEST_SECRET } from '@shuke/testkit';

const MAIN = fileURLToPath(new URL('../../server/main.ts', import.meta.url));
const STARTS_WITHIN_MS = 90_000;

/** The real program in a process of its own, with its demo merchant, on an empty database of its own. */
export interface Program {
  readonly url: string;
  /** The demo owner's. */
  readonly oneTimePassword: string;
  stop(): Promise<void>;
}

/** Does what `npm start` does on a machine that has never seen it. Throws with what it printed when it does not start. */
export async function startProgram(serverUrl: string): Promise<Program> {
  const name = `shuke_console_${process.pid}_${randomUUID().slice(0, 8)}`;
  await asAdmin(serverUrl, `create database ${name}`);
  const child = spawn(process.execPath, [MAIN, 'start', '--port', '0'], {
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl(serverUrl, name),
      SHUKE_SECRET: TEST_SECRET,
      SHUKE_HOME: mkdtempSync(join(tmpdir(), 'shuke-console-')),
      SHUKE_UPLOAD_DIR: mkdtempSync(join(tmpdir(), 'shuke-console-')),
    },
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    }
    await asAdmin(serverUrl, `drop database if exists ${name} with (force)`);
  };
  try {
    const said = await readyText(child);
    return { url: found(said, /Console +(\S+)/), oneTimePassword: found(said, /One-time password +(\S+)/), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function asAdmin(serverUrl: string, statement: string): Promise<void> {
  const admin = new pg.Client({ connectionString: serverUrl });
  await admin.connect();
  await admin.query(statement);
  await admin.end();
}

function readyText(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = (why: string) => reject(new Error(`the program ${why}:\n${said}`));
    const late = setTimeout(() => fail('did not start in time'), STARTS_WITHIN_MS);
    child.once('exit', (code) => fail(`ended with ${code}`));
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (!said.includes('Ctrl-C')) return;
        clearTimeout(late);
        resolve(said);
      });
    }
  });
}

function found(text: string, pattern: RegExp): string {
  const match = pattern.exec(text)?.[1];
  if (!match) throw new Error(`${pattern} is not in what the program printed:\n${text}`);
  return match;
}
