import { createCustomer } from '@shuke/customer';
import { inTx, type Ctx } from '@shuke/db';
import { must, newId, ok, type Refusal, type Result } from '@shuke/kernel';
import { openBook, writeBook, type Book, type Holding, type Step } from '@shuke/ledger';
import { createMerchant } from '@shuke/merchant';
import { actAs, type TestServices } from '@shuke/testkit';
import { currentProgramme, holdingsOfCard, setProgramme, storedSpendSteps, type Programme } from '../index.ts';
import { NO_PROGRAMME, type ProgrammeDraft, type Tier } from '../programme.ts';

export interface Shop {
  readonly ctx: Ctx;
  readonly merchantId: string;
  readonly storeId: string;
  readonly programme: Programme;
}

export const tier = (tierId: string, rank: number, own: Partial<Tier> = {}): Tier => ({
  tierId,
  name: tierId,
  rank,
  threshold: rank * 1000,
  windowMonths: 12,
  multiplierBps: 10_000,
  rights: [],
  ...own,
});

/** A point for each 1.00, 100 of them worth 1.00; a card of five coffees; stored value with a bonus from 1,000.00 on. */
export const draft = (own: Partial<ProgrammeDraft> = {}): ProgrammeDraft => ({
  points: {
    earn: { units: 1, perMinor: 100 },
    burn: { unitsPerStep: 100, stepMinor: 100, maxShareBps: 10_000, as: 'tender' },
    validity: { kind: 'months', months: 12, toMonthEnd: true },
    pendingDays: 0,
  },
  stampCards: [
    {
      cardId: 'coffee',
      name: '咖啡集点卡',
      scope: { categories: ['drink/coffee'] },
      stamps: 5,
      reward: { kind: 'item', sku: 'LATTE' },
      validity: { kind: 'days', days: 90 },
    },
  ],
  tiers: [],
  downgrade: { policy: 'keep_until_review', reviewMonths: 12 },
  storedValue: { ...NO_PROGRAMME.storedValue, enabled: true, bonusRules: [{ fromMinor: 100_000, bonusMinor: 20_000 }] },
  ...own,
});

export async function openShop(services: TestServices, own: Partial<ProgrammeDraft> = {}): Promise<Shop> {
  const owner = { signInName: `owner-${newId()}`, displayName: '店主' };
  const made = valueOf(
    await createMerchant(services, { name: '熟客咖啡', owner, store: { code: 'S1', name: '人民广场店' } }),
  );
  const ctx = actAs(services, made.merchantId);
  const programme = valueOf(await setProgramme(ctx, { key: newId(), draft: draft(own) }));
  return { ctx, merchantId: made.merchantId, storeId: must(made.storeId, 'the shop has a store'), programme };
}

export async function newCustomer(ctx: Ctx): Promise<string> {
  const identifiers = [{ kind: 'member_no' as const, value: newId() }];
  return valueOf(await createCustomer(ctx, { key: newId(), identifiers })).customerId;
}

/** The value of a result that a test takes for granted. */
export function valueOf<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(`refused with ${result.refusal.code} ${JSON.stringify(result.refusal.facts)}`);
  return result.value;
}

/** The refusal's code, or `ok`. */
export const codeOf = (result: Result<unknown, Refusal>): string => (result.ok ? 'ok' : result.refusal.code);

/** How many results ended in which way. */
export function tally(results: readonly Result<unknown, Refusal>[]): Record<string, number> {
  const groups = Map.groupBy(results, codeOf);
  return Object.fromEntries([...groups].map(([code, all]) => [code, all.length]));
}

type Plan = (book: Book) => Result<readonly Step[], Refusal>;

/** Posts what a checkout would: steps made in the light of the locked book. */
export const post = (
  ctx: Ctx,
  { holdings, purpose = 'order.paid' }: { holdings: readonly Holding[]; purpose?: string },
  plan: Plan,
): Promise<Result<readonly Step[], Refusal>> =>
  inTx(ctx, {}, async (tx) => {
    const book = await openBook(tx, holdings);
    const steps = plan(book);
    if (!steps.ok) return steps;
    const ids = { merchantId: tx.merchantId, transactionId: newId(), referenceId: newId() };
    const posted = book.post({ ...ids, purpose, steps: steps.value });
    if (!posted.ok) return posted;
    await writeBook(tx, book);
    return ok(posted.value.transfers.map(({ lot, ...move }) => (lot ? { ...move, lot } : move)));
  });

/** Pays at the shop's till with a card, as a checkout does. */
export const spend = (
  { ctx, merchantId, storeId, programme }: Shop,
  { cardId, amountMinor, day }: { cardId: string; amountMinor: number; day: string },
) => {
  const card = { merchantId, cardId, currency: 'CNY' };
  const { spendOrder } = programme.storedValue;
  const credit = { account: 'sales', owner: storeId } as const;
  return post(ctx, { holdings: holdingsOfCard(card) }, (book) =>
    storedSpendSteps(book, { ...card, amountMinor, day, spendOrder, credit }),
  );
};

export const programmeNow = (ctx: Ctx): Promise<Programme> =>
  inTx(ctx, {}, async (tx) => ok(await currentProgramme(tx))).then(valueOf);
