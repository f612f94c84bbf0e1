import { SEALING_ALGORITHMS, type Ctx, type SealingAlgorithm } from '@shuke/db';
import { forEachAgency, forEachMerchant, rotateKek, rotateKeys } from '@shuke/merchant';
import { allResealers } from '../resealers.ts';
import { chooseMerchant } from './choose-merchant.ts';
import { CommandFailed, text, type Cli, type Command } from './command.ts';

/** `shuke rotate-keys`: new data keys, or the same ones under another key-encryption key. The shops go on meanwhile. */
export const rotateKeysCommand: Command = {
  usage: 'rotate-keys --merchant NAME | --all [--kek] [--algorithm aes-256-gcm | sm4-ctr-hmac-sm3]',
  says: 'gives merchants new data keys and seals everything anew; with --kek only wraps the keys anew',
  takesNothing: true,
  withoutMerchant: true,
  options: { all: { type: 'boolean' }, kek: { type: 'boolean' }, algorithm: { type: 'string' } },
  async run(cli) {
    const algorithm = algorithmOf(text(cli.options, 'algorithm'));
    await eachAsked(cli, async (ctx) => {
      const { merchantId } = ctx.actor;
      if (cli.options.kek) return cli.print(`${merchantId}  ${await rotateKek(ctx)} data keys wrapped anew`);
      const rotated = await rotateKeys(ctx, { algorithm, resealers: allResealers });
      const counts = Object.entries(rotated).map(([what, count]) => `${what} ${count}`);
      cli.print(`${merchantId}  sealed anew: ${counts.join(', ')}`);
    });
  },
};

async function eachAsked(cli: Cli, work: (ctx: Ctx) => Promise<void>): Promise<void> {
  if (!cli.options.all) {
    return work(await chooseMerchant(cli.services, { ...rotateKeysCommand, withoutMerchant: false }, cli.options));
  }
  await forEachAgency(cli.services, work);
  await forEachMerchant(cli.services, work);
}

function algorithmOf(asked: string | null): SealingAlgorithm | undefined {
  const known = SEALING_ALGORITHMS.find((one) => one === asked);
  if (asked === null || known) return known;
  throw new CommandFailed(`"${asked}" is not an algorithm. There are: ${SEALING_ALGORITHMS.join(', ')}.`);
}
