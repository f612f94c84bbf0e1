import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { PageConsents } from '@shuke/contract';
import { systemCtx, type Services } from '@shuke/db';
import { assert, Fault } from '@shuke/kernel';
import { addAccount } from '@shuke/payment';

/** The payment providers of the demo: a process of its own, which outlives this one being killed. */
export interface DemoPayments {
  readonly url: string;
  stop(): void;
}

const MAIN = fileURLToPath(new URL('main.ts', import.meta.resolve('@shuke/sandbox/stand-ins')));
const GATEWAYS = ['wechat', 'alipay'] as const;

/** The page on which a guest pays says that whoever does becomes a member. */
const PAGE_CONSENTS: PageConsents = { language: 'zh-CN', words: [{ purpose: 'membership', version: 0 }] };

const dirIn = (home: string): string => join(home, 'stand-ins');
const addressIn = (home: string): string => join(dirIn(home), 'address');

/** Whether a demo was loaded into this home with providers that its accounts point at. */
export const hasDemoPayments = (home: string): boolean => existsSync(addressIn(home));

/** Starts the providers at the address at which the demo's accounts know them; those that still run are joined. */
export async function startDemoPayments(home: string): Promise<DemoPayments> {
  mkdirSync(dirIn(home), { recursive: true });
  const known = knownIn(home);
  if (known && (await answers(known.url))) return { url: known.url, stop: () => void process.kill(known.pid) };
  const port = known ? new URL(known.url).port : '0';
  const child = spawn(process.execPath, [MAIN, '--port', port, '--dir', dirIn(home)], {
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  });
  const url = await addressOf(child);
  writeFileSync(addressIn(home), `${url} ${child.pid}`);
  child.unref();
  return { url, stop: () => void child.kill('SIGTERM') };
}

/** Where they are, and which process they were when they were started last; null before the first time. */
function knownIn(home: string): { readonly url: string; readonly pid: number } | null {
  if (!hasDemoPayments(home)) return null;
  const [url = '', pid = ''] = readFileSync(addressIn(home), 'utf8').trim().split(' ');
  return { url, pid: Number(pid) };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/control/counts`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

/** What it prints once it listens; a fault where it ends before. */
async function addressOf(child: ChildProcess): Promise<string> {
  assert(child.stdout, 'its output is read');
  const lines = createInterface(child.stdout);
  const ended = once(child, 'exit').then(() => {
    throw new Fault('the stand-ins of the payment providers do not start');
  });
  const [line] = (await Promise.race([once(lines, 'line'), ended])) as [string];
  lines.close();
  // A pipe that is read by nobody keeps neither process alive.
  child.stdout.destroy();
  return line.trim();
}

/** Connects the demo's merchant to the providers, who call back at this server. */
export async function connectDemoPayments(
  services: Services,
  { merchantId, url, publicUrl }: { readonly merchantId: string; readonly url: string; readonly publicUrl: string },
): Promise<void> {
  const ctx = systemCtx(services, merchantId);
  for (const gateway of GATEWAYS) {
    const answer = await fetch(`${url}/control/accounts/${gateway}`);
    const { baseUrl, settings, secrets } = (await answer.json()) as Given;
    const name = `Demo ${gateway}`;
    const account = { gateway, name, baseUrl, publicUrl, settings, secrets, pageConsents: PAGE_CONSENTS };
    const added = await addAccount(ctx, { key: randomUUID(), account, publicUrl });
    assert(added.ok, `the demo's account is not refused${added.ok ? '' : `: ${JSON.stringify(added.refusal)}`}`);
  }
}

interface Given {
  readonly baseUrl: string;
  readonly settings: Record<string, string>;
  readonly secrets: Record<string, string>;
}
