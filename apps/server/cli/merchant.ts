import { createMerchant, listMerchants } from '@shuke/merchant';
import { granted, text, type Command } from './command.ts';
import { table } from './table.ts';

/** `shuke merchant`: sets a merchant up with its first owner, or lists those there are. */
export const merchant: Command = {
  usage: 'merchant [NAME --owner SIGN-IN-NAME]',
  says: 'sets a merchant up with its owner, or lists them',
  withoutMerchant: true,
  options: {
    owner: { type: 'string' },
    currency: { type: 'string' },
    'time-zone': { type: 'string' },
    locale: { type: 'string' },
  },
  async run({ services, args, options, print }) {
    const name = args[0];
    if (!name) {
      const merchants = await listMerchants(services);
      return print(
        table(
          ['merchant', 'name'],
          merchants.map((one) => [one.merchantId, one.name]),
        ),
      );
    }
    const signInName = text(options, 'owner') ?? 'owner';
    const made = granted(
      await createMerchant(services, {
        name,
        currency: text(options, 'currency') ?? undefined,
        timeZone: text(options, 'time-zone') ?? undefined,
        locale: text(options, 'locale') === 'en' ? 'en' : 'zh-CN',
        owner: { signInName, displayName: signInName },
      }),
    );
    print(`Made "${name}" (${made.merchantId}).`);
    print(`Sign in as ${signInName} with the one-time password ${made.oneTimePassword} (shown this once).`);
  },
};
