import pg from 'pg';
import { inRead, inTx, type Ctx } from '@shuke/db';
import { newId, ok } from '@shuke/kernel';
import type { TestServices } from '@shuke/testkit';
import { ALL_DAYS, balancesOf, postMany, type Account, type Lot, type Posting, type Step } from '../index.ts';

export const DAY = '2026-03-02';
export const YEAR: Lot = { from: '2026-01-01', until: '2027-01-01' };
export const POINTS = 'points:a';

export const posting = (ctx: Ctx, ...steps: Step[]): Posting => ({
  merchantId: ctx.actor.merchantId,
  transactionId: newId(),
  purpose: 'test',
  referenceId: newId(),
  steps,
});

/** Posts in one transaction and says how each ended: `ok`, or the facts of why it was refused. */
export async function post(ctx: Ctx, ...postings: Posting[]): Promise<string[]> {
  const done = await inTx(ctx, {}, async (tx) => ok(await postMany(tx, postings)));
  if (!done.ok) throw new Error('no key, no refusal');
  return done.value.map((one) => (one.ok ? 'ok' : JSON.stringify(one.refusal.facts)));
}

/** Posts steps that a test takes for granted, each in a transaction of its own. */
export async function given(ctx: Ctx, ...steps: Step[]): Promise<void> {
  const outcomes = await post(ctx, ...steps.map((step) => posting(ctx, step)));
  if (outcomes.some((one) => one !== 'ok')) throw new Error(`refused: ${outcomes.join()}`);
}

export const balanceOf = async (ctx: Ctx, account: Account, asset: string): Promise<number> =>
  (await inRead(ctx, (tx) => balancesOf(tx, [{ ...account, asset }])))[0]!;

/** What a customer's points can do. */
export function points(ctx: Ctx, customer: string) {
  const owner = ctx.actor.merchantId;
  const units: Account = { account: 'units', owner: customer };
  return {
    account: units,
    earn: (amount: number, lot: Lot = YEAR): Step => ({
      debit: { account: 'units_issued', owner },
      credit: units,
      asset: POINTS,
      amount,
      lot,
    }),
    burn: (amount: number, day = DAY): Step => ({
      debit: units,
      credit: { account: 'units_used', owner },
      asset: POINTS,
      amount,
      day,
    }),
  };
}

/** What the money on a card can do. */
export function card(ctx: Ctx, cardId: string) {
  const owner = ctx.actor.merchantId;
  const stored: Account = { account: 'stored_value', owner: cardId };
  const bonus: Account = { account: 'stored_bonus', owner: cardId };
  const at = (account: 'cash' | 'sales', store: string): Account => ({ account, owner: store });
  const given: Account = { account: 'stored_bonus_given', owner };
  const money = (debit: Account, credit: Account, amount: number) => ({ debit, credit, asset: 'CNY', amount });
  return {
    account: stored,
    bonus,
    topUp: (amount: number, store: string, lot: Lot = ALL_DAYS): Step => ({
      ...money(at('cash', store), stored, amount),
      lot,
    }),
    give: (amount: number, lot: Lot = ALL_DAYS): Step => ({ ...money(given, bonus, amount), lot }),
    spend: (amount: number, store: string, day = DAY): Step => ({ ...money(stored, at('sales', store), amount), day }),
    spendBonus: (amount: number, store: string, day = DAY): Step => ({
      ...money(bonus, at('sales', store), amount),
      day,
    }),
    refund: (amount: number, store: string, lot: Lot = ALL_DAYS): Step => ({
      ...money(at('sales', store), stored, amount),
      lot,
    }),
    payBack: (amount: number, store: string, day = DAY): Step => ({ ...money(stored, at('cash', store), amount), day }),
  };
}

/** Runs a statement as the owner of the tables, who alone can do what nobody may: for corrupting what is to be found. */
export async function asOwner(services: TestServices, merchantId: string, text: string): Promise<number> {
  const client = new pg.Client({ connectionString: services.ownerUrl });
  await client.connect();
  try {
    await client.query(`set shuke.merchants = '${merchantId}'`);
    return (await client.query(text, [merchantId])).rowCount ?? 0;
  } finally {
    await client.end();
  }
}
