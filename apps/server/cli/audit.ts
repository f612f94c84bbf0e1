import { auditHead } from '@shuke/merchant';
import { CommandFailed, granted, type Command } from './command.ts';

/** `shuke audit head`: the end of the audit's chain as one line of JSON, to be kept elsewhere. */
export const audit: Command = {
  usage: 'audit head [--merchant NAME]',
  says: 'prints the end of the audit as JSON; `verify --audit-head FILE` compares with it later',
  async run({ ctx, args, print }) {
    if (args[0] !== 'head') throw new CommandFailed(`Usage: npm run shuke -- ${audit.usage}`);
    print(JSON.stringify(granted(await auditHead(ctx))));
  },
};
