import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import type { Ctx } from '@shuke/db';
import { refusals, type RefusalCode } from '@shuke/contract';
import { isUuid, parseMinor, type Refusal, type Result } from '@shuke/kernel';
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
  /** Nothing stands behind its name but options; the others take one word, such as a file. */
  readonly takesNothing?: boolean;
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
    const surplus = positionals[command.takesNothing ? 0 : 1];
    if (surplus !== undefined) throw new Error(`"${surplus}" is a word too many; several words need quotes.`);
    return { args: positionals, options: values as Cli['options'] };
  } catch (error) {
    // Behind its first sentence Node explains how to pass words that begin with a dash, which nobody wanted.
    const [says = ''] = (error as Error).message.split(/(?<=')\. /);
    throw new CommandFailed(`${says}\nUsage: npm run shuke -- ${command.usage}`);
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

/** An option that is a whole number from 1 to `most`, or null. Throws `CommandFailed` where it is none. */
export function whole(options: Cli['options'], name: string, most = 999_999): number | null {
  const given = text(options, name);
  if (given === null) return null;
  if (/^\d{1,6}$/.test(given) && Number(given) >= 1 && Number(given) <= most) return Number(given);
  throw new CommandFailed(`--${name} "${given}" is not a whole number from 1 to ${most}.`);
}

/** An option that is a day of the calendar, or null. Throws `CommandFailed` where it is none. */
export function day(options: Cli['options'], name: string): string | null {
  const given = text(options, name);
  if (given === null) return null;
  const instant = /^\d{4}-\d\d-\d\d$/.test(given) ? new Date(`${given}T00:00:00Z`) : null;
  if (instant && Number.isFinite(instant.getTime()) && instant.toISOString().startsWith(given)) return given;
  throw new CommandFailed(`--${name} "${given}" is not a day. Days are written as 2026-03-01.`);
}

/** The id of a plan, which must be there. */
export function neededPlan(value: string | undefined, command: Command): string {
  const planId = needed(value, 'The plan', command);
  if (isUuid(planId)) return planId;
  throw new CommandFailed(`"${planId}" is not the id of a plan. The ids are in the list: npm run shuke -- plan`);
}

/** An argument that must be there. */
export function needed(value: string | null | undefined, what: string, command: Command): string {
  if (value) return value;
  throw new CommandFailed(`${what} is missing.\nUsage: npm run shuke -- ${command.usage}`);
}
