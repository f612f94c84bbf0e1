import { createAgency } from '@shuke/merchant';
import { granted, needed, text, type Command } from './command.ts';

/** `shuke agency`: lets a service provider in, which then sets up and looks after merchants by itself. */
export const agency: Command = {
  usage: 'agency NAME --admin SIGN-IN-NAME',
  says: 'lets an agency in, which sets up and looks after merchants',
  withoutMerchant: true,
  options: { admin: { type: 'string' } },
  async run({ services, args, options, print }) {
    const name = needed(args[0], 'The name of the agency', agency);
    const signInName = needed(text(options, 'admin'), '--admin', agency);
    const staff = { signInName, displayName: signInName };
    const made = granted(await createAgency(services, { name, staff }));
    print(`Made the agency "${name}" (${made.agencyId}).`);
    print(`Sign in as ${signInName} with the one-time password ${made.oneTimePassword} (shown this once).`);
    print('Its merchants are set up with POST /v1/agency/merchants.');
  },
};
