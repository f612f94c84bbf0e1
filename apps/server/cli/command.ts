import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import type { Ctx } from '@shuke/db';
import { refusals, type RefusalCode } from '@shuke/contract';
import { parseMinor, type Refusal, type Result } from '@shuke/kernel';
import type { Config } from '../config.ts';
import type { OpenServices } from '../open-services.ts';

/** What a command of the CLI is given. */
export interface Cli {
  readonly config: Config;
  readonly services: OpenServices;
  readonly ctx: Ctx;
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly print: (line?: string) => void;
}

export interface Command {
  readonly usage: string;
  readonly says: string;
  readonly options?: ParseArgsOptionsConfig;
  /** Works before there is any merchant. */
  readonly withoutMerchant?: boolean;
  run(cli: Cli): Promise<void>;
}

/** A mistake in how a command was called, or a refusal: told in plain words, without a stack. */
export class CommandFailed extends Error {
  override name = 'CommandFailed';
}

export const COMMON_OPTIONS = {
  merchant: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} satisfies ParseArgsOptionsConfig;

/** Reads a command's own words. Throws `CommandFailed` with the usage when they do not fit. */
export function readArgs(command: Command, args: readonly string[]): Pick<Cli, 'args' | 'options'> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { ...command.options, ...COMMON_OPTIONS },
      allowPositionals: true,
    });
    return { args: positionals, options: values as Cli['options'] };
  } catch (error) {
    throw new CommandFailed(`${(error as Error).message}\nUsage: npm run shuke -- ${command.usage}`);
  }
}

/** The value of a result, or `CommandFailed` with why it was refused and what would make it pass. */
export function granted<T>(result: Result<T, Refusal>): T {
  if (result.ok) return result.value;
  const entry = refusals[result.refusal.code as RefusalCode];
  const facts = Object.entries(result.refusal.facts ?? {}).map(([name, value]) => `${name}: ${value}`);
  const detail = facts.length > 0 ? ` (${facts.join(', ')})` : '';
  throw new CommandFailed(`${entry.says.en}${detail}\n${entry.remedy.en}\n[${result.refusal.code}]`);
}

/** An option that is text, or null. */
export function text(options: Cli['options'], name: string): string | null {
  const value = options[name];
  return typeof value === 'string' ? value : null;
}

/** An option that is an amount, in minor units, or null. Throws `CommandFailed` where it is none in the currency. */
export function money(options: Cli['options'], name: string, currency: string): number | null {
  const given = text(options, name);
  const minor = given === null ? null : parseMinor(given, currency);
  if (given !== null && minor === null)
    throw new CommandFailed(`--${name} "${given}" is not an amount in ${currency}.`);
  return minor;
}

/** An option that is a whole number of at most six digits, or null. Throws `CommandFailed` where it is none. */
export function whole(options: Cli['options'], name: string): number | null {
  const given = text(options, name);
  if (given !== null && !/^\d{1,6}$/.test(given))
    throw new CommandFailed(`--${name} "${given}" is not a whole number.`);
  return given === null ? null : Number(given);
}

/** An argument that must be there. */
export function needed(value: string | null | undefined, what: string, command: Command): string {
  if (value) return value;
  throw new CommandFailed(`${what} is missing.\nUsage: npm run shuke -- ${command.usage}`);
}
