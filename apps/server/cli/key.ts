import { randomUUID } from 'node:crypto';
import { SCOPES, type Scope } from '@shuke/contract';
import { addApiKey } from '@shuke/merchant';
import { CommandFailed, granted, needed, text, type Command } from './command.ts';

/** What a till does all day: it records receipts, looks guests up, and shows and redeems their coupons. */
const TILL: readonly Scope[] = ['order:read', 'order:write', 'customer:read', 'coupon:read', 'coupon:redeem'];

/** `shuke key`: an API key for a till or another program that calls the HTTP API. */
export const key: Command = {
  usage: 'key NAME [--scopes SCOPE,SCOPE,…]',
  says: 'makes an API key, that of a till unless told',
  options: { scopes: { type: 'string' } },
  async run({ ctx, args, options, print }) {
    const name = needed(args[0], 'The name of the key', key);
    const scopes = scopesOf(text(options, 'scopes'));
    const { token } = granted(await addApiKey(ctx, { key: randomUUID(), name, scopes }));
    print(`Made the API key "${name}" for ${scopes.join(', ')}.`);
    print(`Its token is ${token} (shown this once).`);
  },
};

function scopesOf(asked: string | null): Scope[] {
  if (asked === null) return [...TILL];
  const wanted = [...new Set(asked.split(',').map((word) => word.trim()))];
  const unknown = wanted.find((word) => !SCOPES.includes(word as Scope));
  if (unknown === undefined) return wanted as Scope[];
  throw new CommandFailed(`"${unknown}" is not a scope. The scopes are: ${SCOPES.join(', ')}.`);
}
