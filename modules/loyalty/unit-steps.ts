import { isSpendable, type Book, type Holding, type Lot, type LotBalance, type Move, type Step } from '@shuke/ledger';
import type { Earning } from './earning.ts';
import { assetsOf, type Programme } from './programme.ts';

/** Whose units they are. */
export interface MemberId {
  readonly merchantId: string;
  readonly customerId: string;
}

const issued = ({ merchantId }: MemberId) => ({ account: 'units_issued', owner: merchantId }) as const;
const used = ({ merchantId }: MemberId) => ({ account: 'units_used', owner: merchantId }) as const;
const claimed = ({ merchantId }: MemberId) => ({ account: 'units_claimed', owner: merchantId }) as const;
const units = ({ customerId }: MemberId) => ({ account: 'units', owner: customerId }) as const;
const owedBy = ({ customerId }: MemberId) => ({ account: 'units_owed', owner: customerId }) as const;

/** A member's units of one kind, as the ledger locks them. */
export const unitsHolding = (member: MemberId, asset: string): Holding => ({
  merchantId: member.merchantId,
  asset,
  ...units(member),
});

const owedHolding = (member: MemberId, asset: string): Holding => ({
  merchantId: member.merchantId,
  asset,
  ...owedBy(member),
});

/** What a member holds and owes of these kinds. */
export const holdingsOfAssets = (member: MemberId, assets: readonly string[]): Holding[] =>
  assets.flatMap((asset) => [unitsHolding(member, asset), owedHolding(member, asset)]);

/** All that a purchase or its refund can move of a member, to be locked with `openBook`. */
export const holdingsOfCustomer = (programme: Programme, member: MemberId): Holding[] =>
  holdingsOfAssets(member, assetsOf(programme));

/** What a member owes of an asset, in a book that has it locked. */
export const owedIn =
  (book: Book, member: MemberId) =>
  (asset: string): number =>
    book.lots(owedHolding(member, asset)).reduce((sum, { balance }) => sum + balance, 0);

interface Earn extends MemberId {
  readonly earnings: readonly Earning[];
  /** What the member owes of an asset, as in `owedIn`. */
  readonly owed: (asset: string) => number;
}

/**
 * The steps by which a member earns. A debt is settled first: all is earned, and as much as is owed, at most what was earned,
 * is taken from it again, so that the statement shows both.
 */
export function earnSteps({ earnings, owed, ...member }: Earn): Step[] {
  const settled = new Map<string, number>();
  return earnings.flatMap(({ asset, amount, lot }) => {
    const before = settled.get(asset) ?? 0;
    const settles = Math.min(amount, owed(asset) - before);
    settled.set(asset, before + Math.max(0, settles));
    const earn: Move = { debit: issued(member), credit: units(member), asset, amount, lot };
    return settles > 0 ? [earn, ...settleSteps(member, { asset, amount: settles, lot })] : [earn];
  });
}

const settleSteps = (member: MemberId, { asset, amount, lot }: Earning): Step[] => [
  { debit: units(member), credit: issued(member), asset, amount, lot },
  { debit: owedBy(member), credit: claimed(member), asset, amount },
];

interface Burn extends MemberId {
  readonly asset: string;
  readonly amount: number;
  readonly day: string;
}

/** The step by which a member pays with units, or turns stamps in: those that end first go first. */
export const burnSteps = ({ asset, amount, day, ...member }: Burn): Step[] =>
  amount === 0 ? [] : [{ debit: units(member), credit: used(member), asset, amount, day }];

/** Gives units without a purchase, into a lot. It settles no debt, for it is no earning. */
export const giveSteps = ({ earning, ...member }: MemberId & { readonly earning: Earning }): Step[] => [
  { debit: issued(member), credit: units(member), ...earning },
];

/** Takes units away that can be spent on a day, without a purchase. */
export const takeSteps = ({ asset, amount, day, ...member }: Burn): Step[] => [
  { debit: units(member), credit: issued(member), asset, amount, day },
];

interface TakeBack extends Burn {
  /** The lot that the earning went to. */
  readonly lot: Lot;
  /** Steps that stand before these in the same posting, such as burned units that come back. */
  readonly before?: readonly Step[];
}

/**
 * The steps by which a refund takes back what its order earned: from the lot of the earning, then from the others, the last to
 * end first, so that what would soon run out is left last. What is missing was spent before, and is owed.
 */
export function takeBackSteps(book: Book, { asset, amount, lot, day, before = [], ...member }: TakeBack): Step[] {
  const steps: Step[] = [];
  let left = amount;
  for (const { balance, ...from } of inTakingOrder(lotsAfter(book, { asset, before, ...member }), lot)) {
    const taken = Math.min(left, balance);
    if (taken <= 0 || from.until <= day) continue;
    steps.push({ debit: units(member), credit: issued(member), asset, amount: taken, lot: from });
    left -= taken;
  }
  return left > 0 ? [...steps, { debit: claimed(member), credit: owedBy(member), asset, amount: left }] : steps;
}

const sameLot = (a: Lot, b: Lot): boolean => a.from === b.from && a.until === b.until;

/** A book lists the first to end first. */
const inTakingOrder = (lots: readonly LotBalance[], own: Lot): LotBalance[] => [
  ...lots.filter((lot) => sameLot(lot, own)),
  ...lots.filter((lot) => !sameLot(lot, own)).toReversed(),
];

interface Asked extends MemberId {
  readonly asset: string;
  readonly before: readonly Step[];
}

/** The lots as they will stand when the steps before have been posted. */
function lotsAfter(book: Book, { asset, before, ...member }: Asked): LotBalance[] {
  const lots = book.lots(unitsHolding(member, asset)).map((lot) => ({ ...lot }));
  const isTheirs = ({ account, owner }: Step['debit']): boolean => account === 'units' && owner === member.customerId;
  for (const step of before) {
    if (step.asset !== asset || !('lot' in step) || !step.lot) continue;
    const delta = (isTheirs(step.credit) ? step.amount : 0) - (isTheirs(step.debit) ? step.amount : 0);
    const known = lots.find((lot) => sameLot(lot, step.lot!));
    if (known) known.balance += delta;
    else lots.push({ ...step.lot, balance: delta });
  }
  return lots;
}

/** A part of a balance that an order drew, and how much of it refunds have given back. */
export interface Drawn extends Move {
  readonly returned: number;
}

/**
 * The steps by which a refund gives back what an order drew from lots: each amount to the lot that it came from, which keeps
 * its own end, the last drawn first. At most what was drawn and is not yet returned.
 */
export function returnSteps(drawn: readonly Drawn[], amount: number): Move[] {
  const steps: Move[] = [];
  let left = amount;
  for (const { debit, credit, returned, ...move } of drawn.toReversed()) {
    const back = Math.min(left, move.amount - returned);
    if (back > 0) steps.push({ ...move, debit: credit, credit: debit, amount: back });
    left -= Math.max(0, back);
  }
  return steps;
}

/** Whether a lot can be spent on a day, will be later, or no longer. */
export const lotState = (lot: Lot, day: string): 'spendable' | 'pending' | 'ended' =>
  isSpendable(lot, day) ? 'spendable' : lot.until <= day ? 'ended' : 'pending';
