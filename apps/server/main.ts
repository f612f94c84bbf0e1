import { UnusableDatabase } from '@shuke/db';
import { createLog } from '@shuke/http';
import { Fault } from '@shuke/kernel';
import { CommandFailed, readArgs, type Command } from './cli/command.ts';
import { commands } from './cli/commands.ts';
import { chooseMerchant } from './cli/choose-merchant.ts';
import { start } from './cli/start.ts';
import { BadConfig, readConfig } from './config.ts';
import { openServices } from './open-services.ts';

const HELP = `Usage: npm run shuke -- COMMAND [options]

  start                            the server, with the console (the same as npm start)
${Object.values(commands)
  .map((command) => `  ${command.usage.padEnd(32)} ${command.says}`)
  .join('\n')}

Every command takes --merchant NAME where there is more than one, and --help.
DATABASE_URL names a PostgreSQL (15 or later) of your own; without it the embedded one is used.`;

async function main(argv: readonly string[]): Promise<void> {
  const [name = 'help', ...args] = argv;
  if (name === 'help' || name === '--help' || name === '-h') return console.log(HELP);
  if (name === 'start') return start(args);
  const command = commands[name];
  if (!command) throw new CommandFailed(`There is no command "${name}".\n\n${HELP}`);
  await runCommand(command, args);
}

async function runCommand(command: Command, argv: readonly string[]): Promise<void> {
  const { args, options } = readArgs(command, argv);
  if (options.help) return console.log(`Usage: npm run shuke -- ${command.usage}\n${command.says}`);
  const config = readConfig();
  // What a command answers goes to standard output alone, where a script reads it.
  const services = await openServices(config, createLog(config.logLevel, process.stderr), () => {});
  try {
    const ctx = await chooseMerchant(services, command, options);
    await command.run({ config, services, ctx, args, options, print: (line = '') => console.log(line) });
  } finally {
    await services.close();
  }
}

/** What a person can mend is told in words; anything else shows where it broke. */
function explain(error: unknown): void {
  const isPlain =
    error instanceof CommandFailed ||
    error instanceof BadConfig ||
    error instanceof UnusableDatabase ||
    error instanceof Fault;
  console.error(isPlain ? (error as Error).message : error);
}

main(process.argv.slice(2)).then(
  () => process.exit(process.exitCode ?? 0),
  (error: unknown) => {
    explain(error);
    process.exit(1);
  },
);
