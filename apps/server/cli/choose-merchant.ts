import { systemCtx, type Ctx } from '@shuke/db';
import { listMerchants } from '@shuke/merchant';
import type { OpenServices } from '../open-services.ts';
import { CommandFailed, text, type Cli, type Command } from './command.ts';

// A command that makes the first merchant acts for none.
const NOBODY = '00000000-0000-7000-8000-000000000001';

/** The merchant a command acts for: the only one, or the one that --merchant names by name or id. */
export async function chooseMerchant(services: OpenServices, command: Command, options: Cli['options']): Promise<Ctx> {
  if (command.withoutMerchant) return systemCtx(services, NOBODY);
  const merchants = await listMerchants(services);
  const asked = text(options, 'merchant');
  const fitting = merchants.filter(({ merchantId, name }) => asked === null || asked === merchantId || asked === name);
  if (fitting.length === 1) return systemCtx(services, fitting[0]!.merchantId);
  const names = merchants.map(({ name, merchantId }) => `  ${name}  ${merchantId}`).join('\n');
  if (merchants.length === 0) {
    throw new CommandFailed('There is no merchant yet. Make one: npm run shuke -- merchant "My shop"');
  }
  throw new CommandFailed(
    `${asked ? `"${asked}" is not one merchant` : 'Say which merchant with --merchant'}:\n${names}`,
  );
}
