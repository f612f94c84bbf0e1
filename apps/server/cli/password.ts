import { resetPasswordByName } from '@shuke/merchant';
import { CommandFailed, granted, needed, type Command } from './command.ts';

/** `shuke password`: a new one-time password for somebody who lost theirs. */
export const password: Command = {
  usage: 'password SIGN-IN-NAME',
  says: 'gives somebody a new one-time password and signs them out everywhere',
  withoutMerchant: true,
  async run({ services, args, print }) {
    const signInName = needed(args[0], 'The sign-in name', password);
    const reset = await resetPasswordByName(services, signInName);
    if (!reset.ok && reset.refusal.code === 'not_found') throw new CommandFailed(`Nobody signs in as ${signInName}.`);
    const { oneTimePassword } = granted(reset);
    print(`One-time password of ${signInName}: ${oneTimePassword} (shown this once)`);
  },
};
