import type { Refusal, Result } from '@shuke/kernel';
import { assert, newId } from '@shuke/kernel';
import type { Ctx } from '@shuke/db';
import { createMerchant } from '@shuke/merchant';
import { actAs, type TestServices } from '@shuke/testkit';
import { createCustomer, mergeCustomers, unmergeCustomers } from '../../index.ts';

let shops = 0;

/** A merchant of its own, whose days are those of UTC. */
export async function shop(services: TestServices): Promise<Ctx> {
  shops += 1;
  const owner = { signInName: `owner-of-people-${shops}`, displayName: 'Owner' };
  const place = { name: 'Shop', currency: 'CNY', timeZone: 'UTC', locale: 'en' } as const;
  return actAs(services, granted(await createMerchant(services, { ...place, owner })).merchantId);
}

let people = 0;

/** A new customer of the merchant. */
export async function person(ctx: Ctx): Promise<string> {
  people += 1;
  const identifiers = [{ kind: 'member_no', value: `M-${people}` }] as const;
  return granted(await createCustomer(ctx, { key: newId(), identifiers })).customerId;
}

export const persons = async (ctx: Ctx, count: number): Promise<string[]> => {
  const made: string[] = [];
  for (let n = 0; n < count; n += 1) made.push(await person(ctx));
  return made;
};

export const merge = (ctx: Ctx, fromCustomerId: string, intoCustomerId: string) =>
  mergeCustomers(ctx, { key: newId(), fromCustomerId, intoCustomerId, because: 'guest_said' });

export const unmerge = (ctx: Ctx, customerId: string) => unmergeCustomers(ctx, { key: newId(), customerId });

export function granted<T>(result: Result<T, Refusal>): T {
  assert(result.ok, `not refused${result.ok ? '' : `: ${result.refusal.code}`}`);
  return result.value;
}

/** `ok`, or the code of the refusal. */
export const said = (result: Result<unknown, Refusal>): string => (result.ok ? 'ok' : result.refusal.code);
