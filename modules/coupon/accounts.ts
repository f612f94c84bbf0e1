import { ALL_DAYS, type Account, type AccountName, type Book, type Holding, type Move, type Step } from '@shuke/ledger';

/** Whose money a coupon is: what it takes to name the accounts of its template. */
export interface Funds {
  readonly merchantId: string;
  readonly templateId: string;
  readonly currency: string;
  /** It has a budget of its own; others take from the merchant's funding what they need. */
  readonly budgeted: boolean;
}

/** One use of a coupon and what it took off. */
export interface Use extends Funds {
  readonly faceMinor: number;
  readonly discountMinor: number;
}

/** A template without a budget of its own stays below this, so that every sum of minor units is an exact integer. */
export const MAX_BUDGET_MINOR = 1_000_000_000_000_000;

type OwnAccount = Extract<AccountName, `coupon_${string}`>;

const ofTemplate = ({ templateId }: Funds, account: OwnAccount): Account => ({ account, owner: templateId });

const funding = ({ merchantId }: Funds): Account => ({ account: 'coupon_funding', owner: merchantId });

/** Where new coupons take what they commit, and where it comes back. */
const source = (funds: Funds): Account => (funds.budgeted ? ofTemplate(funds, 'coupon_budget') : funding(funds));

const FLOORED = ['coupon_budget', 'coupon_committed', 'coupon_spent', 'coupon_held_back'] as const;

/**
 * The balances of a template. Whoever moves one of them, or its counts, locks them all: with a lock of all or none, two
 * transactions never hold parts of one template.
 */
export const holdingsOf = (funds: Funds): Holding[] =>
  FLOORED.map((account) => ({
    merchantId: funds.merchantId,
    owner: funds.templateId,
    account,
    asset: funds.currency,
  }));

/** Moves nothing where there is nothing to move. */
function move(funds: Funds, amount: number, [from, to]: readonly [Account, Account]): Move[] {
  return amount > 0 ? [{ debit: from, credit: to, asset: funds.currency, amount }] : [];
}

/** A template with a budget is given it when it is made. */
export const onBudget = (funds: Funds, amountMinor: number): Step[] =>
  move(funds, amountMinor, [funding(funds), ofTemplate(funds, 'coupon_budget')]);

/** New coupons commit all their uses at their face. */
export const onIssue = (funds: Funds, costMinor: number): Step[] =>
  move(funds, costMinor, [source(funds), ofTemplate(funds, 'coupon_committed')]);

/** A use that is redeemed spends its discount; the rest of its face is held back for a reversal. */
export function onRedemption(use: Use): Step[] {
  const committed = ofTemplate(use, 'coupon_committed');
  return [
    ...move(use, use.discountMinor, [committed, ofTemplate(use, 'coupon_spent')]),
    ...move(use, use.faceMinor - use.discountMinor, [committed, ofTemplate(use, 'coupon_held_back')]),
  ];
}

/** A reversal moves back what the redemption moved. After the coupon's liability was given back, only what was spent. */
export function onReversal(use: Use & { readonly settled: boolean }): Step[] {
  const spent = ofTemplate(use, 'coupon_spent');
  if (use.settled) return move(use, use.discountMinor, [spent, source(use)]);
  const committed = ofTemplate(use, 'coupon_committed');
  return [
    ...move(use, use.discountMinor, [spent, committed]),
    ...move(use, use.faceMinor - use.discountMinor, [ofTemplate(use, 'coupon_held_back'), committed]),
  ];
}

/** A use whose goods came back in part costs less: the difference is held back, or free where the coupon's expiry was settled. */
export const onAbatement = (use: Funds & { readonly amountMinor: number; readonly settled: boolean }): Step[] =>
  move(use, use.amountMinor, [
    ofTemplate(use, 'coupon_spent'),
    use.settled ? source(use) : ofTemplate(use, 'coupon_held_back'),
  ]);

/** Coupons that expired commit nothing any longer, and what was held back for their redeemed uses is free. */
export const onExpiry = (expired: Funds & { readonly unusedMinor: number; readonly heldBackMinor: number }): Step[] => [
  ...move(expired, expired.unusedMinor, [ofTemplate(expired, 'coupon_committed'), source(expired)]),
  ...move(expired, expired.heldBackMinor, [ofTemplate(expired, 'coupon_held_back'), source(expired)]),
];

/** What a template's accounts hold, in minor units. */
export interface Balances {
  readonly committedMinor: number;
  readonly spentMinor: number;
  readonly heldBackMinor: number;
  readonly availableMinor: number;
}

/** The balances of a template from those of its holdings, in their order. */
export function balancesOfTemplate(funds: Funds, amounts: readonly number[]): Balances {
  const [budget = 0, committedMinor = 0, spentMinor = 0, heldBackMinor = 0] = amounts;
  const availableMinor = funds.budgeted ? budget : MAX_BUDGET_MINOR - committedMinor - spentMinor - heldBackMinor;
  return { committedMinor, spentMinor, heldBackMinor, availableMinor };
}

/** The same out of a book that holds them. */
export const balancesIn = (book: Book, funds: Funds): Balances =>
  balancesOfTemplate(
    funds,
    holdingsOf(funds).map((holding) => book.available(holding, ALL_DAYS.from)),
  );
