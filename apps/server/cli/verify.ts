import { readFileSync } from 'node:fs';
import type { Ctx } from '@shuke/db';
import { isUuid } from '@shuke/kernel';
import type { Finding, Verifier } from '@shuke/ledger';
import { forEachMerchant, type ChainHead } from '@shuke/merchant';
import { verifiersWith } from '../verifiers.ts';
import { chooseMerchant } from './choose-merchant.ts';
import { CommandFailed, text, type Cli, type Command } from './command.ts';

/** `shuke verify`: checks what is kept against what follows from it, at one merchant or at all. It changes nothing. */
export const verify: Command = {
  usage: 'verify [--merchant NAME] [--audit-head FILE]',
  says: 'checks the books of every merchant, or of one; fails where something does not add up',
  takesNothing: true,
  withoutMerchant: true,
  options: { 'audit-head': { type: 'string' } },
  async run(cli) {
    const verifiers = verifiersWith(keptHeads(text(cli.options, 'audit-head')));
    for (const { name, says } of verifiers) cli.print(`${name}: ${says}`);
    let findings = 0;
    await eachAsked(cli, async (ctx) => {
      findings += await verifyMerchant(cli, verifiers, ctx);
    });
    if (findings > 0) throw new CommandFailed(`${findings} findings: something does not add up.`);
    cli.print('Everything adds up.');
  },
};

async function eachAsked({ services, options }: Cli, work: (ctx: Ctx) => Promise<void>): Promise<void> {
  if (text(options, 'merchant') === null) return forEachMerchant(services, work);
  return work(await chooseMerchant(services, { ...verify, withoutMerchant: false }, options));
}

async function verifyMerchant({ print }: Cli, verifiers: readonly Verifier[], ctx: Ctx): Promise<number> {
  print(`\nmerchant ${ctx.actor.merchantId}`);
  let findings = 0;
  for (const verifier of verifiers) findings += await runVerifier(verifier, { ctx, print });
  return findings;
}

async function runVerifier(verifier: Verifier, { ctx, print }: Pick<Cli, 'ctx' | 'print'>): Promise<number> {
  const found = await verifier.run(ctx);
  const counts = Object.entries(await verifier.count(ctx)).map(([what, count]) => `${count} ${what}`);
  print(`  ${verifier.name}: ${counts.join(', ')}: ${found.length === 0 ? 'ok' : `${found.length} findings`}`);
  for (const finding of found) print(`    ${sayFinding(finding)}`);
  return found.length;
}

const sayFinding = ({ code, facts }: Finding): string =>
  [code, ...Object.entries(facts).map(([name, value]) => `${name} ${value ?? '–'}`)].join('  ');

/** What `shuke audit head` printed, a line a merchant. */
function keptHeads(file: string | null): Map<string, ChainHead> {
  if (file === null) return new Map();
  const lines = readText(file).split('\n');
  return new Map(lines.filter((line) => line.trim() !== '').map((line) => keptHead(file, line)));
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CommandFailed(`${file} cannot be read: ${(error as Error).message}`);
  }
}

function keptHead(file: string, line: string): [string, ChainHead] {
  const head = parsed(line);
  if (isUuid(String(head.merchantId)) && Number.isSafeInteger(head.count) && /^[0-9a-f]{64}$/.test(String(head.hash))) {
    return [String(head.merchantId), { count: Number(head.count), hash: Buffer.from(String(head.hash), 'hex') }];
  }
  throw new CommandFailed(`${file} is not what \`audit head\` prints: ${line.slice(0, 60)}`);
}

function parsed(line: string): Partial<Record<'merchantId' | 'count' | 'hash', unknown>> {
  try {
    return Object(JSON.parse(line)) as Partial<Record<'merchantId' | 'count' | 'hash', unknown>>;
  } catch {
    return {};
  }
}
