import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { ALL_DAYS, type Account, type Book, type Holding, type Lot, type Step } from '@shuke/ledger';
import { addMonths } from './calendar.ts';
import type { SpendOrder, StoredValueTerms } from './programme.ts';

/** A card and the money that it holds. */
export interface CardId {
  readonly merchantId: string;
  readonly cardId: string;
  readonly currency: string;
}

export type CardKind = 'named' | 'bearer';

export type InsufficientStoredValue = Refusal<'insufficient_stored_value'>;

const principal = ({ cardId }: CardId) => ({ account: 'stored_value', owner: cardId }) as const;
const bonus = ({ cardId }: CardId) => ({ account: 'stored_bonus', owner: cardId }) as const;
const bonusGiven = ({ merchantId }: CardId) => ({ account: 'stored_bonus_given', owner: merchantId }) as const;

const holding = (card: CardId, account: ReturnType<typeof principal> | ReturnType<typeof bonus>): Holding => ({
  merchantId: card.merchantId,
  asset: card.currency,
  ...account,
});

/** Both balances of a card, to be locked with `openBook`. */
export const holdingsOfCard = (card: CardId): [Holding, Holding] => [
  holding(card, principal(card)),
  holding(card, bonus(card)),
];

/** What a card can pay with on a day, by where it came from. */
export interface CardFunds {
  readonly principalMinor: number;
  readonly bonusMinor: number;
}

/** What can be spent of a card on a day, in a book that has it locked. */
export function fundsIn(book: Book, card: CardId, day: string): CardFunds {
  const [own, given] = holdingsOfCard(card);
  return { principalMinor: book.available(own, day), bonusMinor: book.available(given, day) };
}

/** How an amount is drawn from the funds of a card that cover it. */
export function splitSpend(
  { principalMinor, bonusMinor }: CardFunds,
  amountMinor: number,
  order: SpendOrder,
): CardFunds {
  const fromPrincipal = {
    principal_first: Math.min(amountMinor, principalMinor),
    bonus_first: amountMinor - Math.min(amountMinor, bonusMinor),
    by_share: shareOf(amountMinor, principalMinor, principalMinor + bonusMinor),
  }[order];
  return { principalMinor: fromPrincipal, bonusMinor: amountMinor - fromPrincipal };
}

// Rounded down, so that what is left to the bonus never exceeds it by more than it holds: its share, rounded up, still fits.
const shareOf = (amountMinor: number, part: number, whole: number): number =>
  whole === 0 ? 0 : Number((BigInt(amountMinor) * BigInt(part)) / BigInt(whole));

interface StoredSpend extends CardId {
  readonly amountMinor: number;
  readonly day: string;
  readonly spendOrder: SpendOrder;
  /** Where the money goes, such as the sales of a store. */
  readonly credit: Account;
}

/** The steps by which a card pays, or `insufficient_stored_value` with what it needs and has, in minor units. */
export function storedSpendSteps(
  book: Book,
  { amountMinor, day, spendOrder, credit, ...card }: StoredSpend,
): Result<Step[], InsufficientStoredValue> {
  const funds = fundsIn(book, card, day);
  const availableMinor = funds.principalMinor + funds.bonusMinor;
  if (availableMinor < amountMinor) {
    return refuse('insufficient_stored_value', { neededMinor: amountMinor, availableMinor });
  }
  const parts = splitSpend(funds, amountMinor, spendOrder);
  const drawn = [
    { debit: principal(card), amount: parts.principalMinor },
    { debit: bonus(card), amount: parts.bonusMinor },
  ];
  const paying = drawn.filter(({ amount }) => amount > 0);
  return ok(paying.map((part) => ({ ...part, credit, asset: card.currency, day })));
}

/** The bonus on an amount that is paid in. */
export const bonusFor = ({ bonusRules }: StoredValueTerms, amountMinor: number): number =>
  bonusRules.findLast(({ fromMinor }) => fromMinor <= amountMinor)?.bonusMinor ?? 0;

/** The most that a card of a kind may hold. */
export const limitOf = (terms: StoredValueTerms, kind: CardKind): number =>
  kind === 'named' ? terms.namedLimitMinor : terms.bearerLimitMinor;

/** What a card holds that has not ended by a day: what its limit is about. */
export const heldIn = (book: Book, card: CardId, day: string): number =>
  holdingsOfCard(card)
    .flatMap((one) => book.lots(one))
    .reduce((sum, { until, balance }) => sum + (until > day ? balance : 0), 0);

interface TopUpMoney extends CardId {
  readonly kind: CardKind;
  readonly amountMinor: number;
  readonly bonusMinor: number;
  readonly day: string;
  /** Where the money came from, such as the cash of a store. */
  readonly debit: Account;
}

/** The steps by which money is paid in, and the bonus is given on top. */
export function topUpSteps(terms: StoredValueTerms, { debit, kind, day, ...money }: TopUpMoney): Step[] {
  const { amountMinor, bonusMinor, currency: asset } = money;
  const lot: Lot = kind === 'named' ? ALL_DAYS : { from: ALL_DAYS.from, until: addMonths(day, terms.bearerMonths) };
  const bonusLot = terms.bonusMonths === null ? lot : { ...lot, until: addMonths(day, terms.bonusMonths) };
  const paidIn: Step = { debit, credit: principal(money), asset, amount: amountMinor, lot };
  const onTop: Step = { debit: bonusGiven(money), credit: bonus(money), asset, amount: bonusMinor, lot: bonusLot };
  return bonusMinor > 0 ? [paidIn, onTop] : [paidIn];
}

/** The steps by which all money that has not ended is paid out and the bonus goes back to the shop. */
export function payOutSteps(book: Book, card: CardId, { day, credit }: { day: string; credit: Account }): Step[] {
  const [own, given] = holdingsOfCard(card);
  const emptied = (from: Holding, debit: Account, to: Account): Step[] =>
    book
      .lots(from)
      .filter(({ until, balance }) => until > day && balance > 0)
      .map(({ balance, ...lot }) => ({ debit, credit: to, asset: card.currency, amount: balance, lot }));
  return [...emptied(own, principal(card), credit), ...emptied(given, bonus(card), bonusGiven(card))];
}
