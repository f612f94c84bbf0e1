import { randomInt } from 'node:crypto';
import { inTx, type Ctx, type Tx } from '@shuke/db';
import { Bug, ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import type { KeyReused } from '../errors.ts';
import { isKnownCustomer } from '../known-customers.ts';
import * as store from './member-card-store.ts';
import { CARD_NUMBERS, encodeMember, secondsLeft, stepAt } from './member-code.ts';

export interface MemberCode {
  readonly code: string;
  readonly secondsLeft: number;
}

type ShowRefusal = KeyReused | Refusal<'customer_not_found'>;

/** A number is free by a chance of at least nine in ten, for up to a hundred million cards of one merchant. */
const MOST_DRAWS = 20;

/** The member code of this half minute, for the guest's own screen. The first one gives the customer a card. */
export async function showMemberCode(ctx: Ctx, customerId: string): Promise<Result<MemberCode, ShowRefusal>> {
  const card = await inTx<number, Refusal<'customer_not_found'>>(ctx, {}, async (tx) => {
    if (!(await isKnownCustomer(tx, customerId))) return refuse('customer_not_found', { customerId });
    return ok((await store.findCardNo(tx, customerId)) ?? (await issueCard(tx, customerId)));
  });
  if (!card.ok) return card;
  const now = ctx.clock.now();
  const keys = { vault: ctx.vault, merchantId: ctx.actor.merchantId };
  return ok({ code: encodeMember(keys, card.value, stepAt(now)), secondsLeft: secondsLeft(now) });
}

// Whoever comes at the same time gives the same customer a card: one of the two is kept, and both read that one.
async function issueCard(tx: Tx, customerId: string): Promise<number> {
  for (let draw = 0; draw < MOST_DRAWS; draw += 1) {
    await store.insertCard(tx, customerId, randomInt(CARD_NUMBERS));
    const cardNo = await store.findCardNo(tx, customerId);
    if (cardNo !== null) return cardNo;
  }
  throw new Bug('a free card number is found');
}
