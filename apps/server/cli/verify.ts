import type { Ctx } from '@shuke/db';
import type { Finding, Verifier } from '@shuke/ledger';
import { forEachMerchant } from '@shuke/merchant';
import { allVerifiers } from '../verifiers.ts';
import { chooseMerchant } from './choose-merchant.ts';
import { CommandFailed, text, type Cli, type Command } from './command.ts';

/** `shuke verify`: checks what is kept against what follows from it, at one merchant or at all. It changes nothing. */
export const verify: Command = {
  usage: 'verify [--merchant NAME]',
  says: 'checks the books of every merchant, or of one; fails where something does not add up',
  takesNothing: true,
  withoutMerchant: true,
  async run(cli) {
    for (const { name, says } of allVerifiers) cli.print(`${name}: ${says}`);
    let findings = 0;
    await eachAsked(cli, async (ctx) => {
      findings += await verifyMerchant(cli, ctx);
    });
    if (findings > 0) throw new CommandFailed(`${findings} findings: something does not add up.`);
    cli.print('Everything adds up.');
  },
};

async function eachAsked({ services, options }: Cli, work: (ctx: Ctx) => Promise<void>): Promise<void> {
  if (text(options, 'merchant') === null) return forEachMerchant(services, work);
  return work(await chooseMerchant(services, { ...verify, withoutMerchant: false }, options));
}

async function verifyMerchant({ print }: Cli, ctx: Ctx): Promise<number> {
  print(`\nmerchant ${ctx.actor.merchantId}`);
  let findings = 0;
  for (const verifier of allVerifiers) findings += await runVerifier(verifier, { ctx, print });
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
