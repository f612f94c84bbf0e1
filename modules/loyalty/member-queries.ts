import { getCustomer } from '@shuke/customer';
import { inRead, type Ctx, type Tx } from '@shuke/db';
import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { lotsOf, type LotBalance } from '@shuke/ledger';
import { parseCardNumber } from './card-number.ts';
import { currentProgramme } from './checkout-reads.ts';
import { cardsOfCustomer, readByNumber, readCard, type StoredCard } from './card-store.ts';
import type { CardNotFound } from './errors.ts';
import { standingOf } from './loyalty-store.ts';
import { pointsAsset, stampAsset, type Programme, type StampCard, type Tier } from './programme.ts';
import { limitOf, type CardFunds } from './stored-value.ts';
import { readEarned } from './evaluate-tiers.ts';
import { termsNow, type TermsNow } from './terms-now.ts';
import { changesOf, countByTier, type TierChangeRow } from './tier-store.ts';
import { progressOf, rightsOf, tierOf, type Standing } from './tier.ts';
import { lotState } from './unit-steps.ts';

/** What a member has of one kind of units, as it stands on a day. */
export interface UnitsHeld {
  readonly spendable: number;
  readonly pending: number;
  readonly owed: number;
  /** What has not ended, the first to end first. */
  readonly lots: readonly LotBalance[];
}

export interface CardHeld extends StoredCard, CardFunds {
  /** The most that the card may hold. */
  readonly limitMinor: number;
}

export interface TierHeld extends Pick<Standing, 'since' | 'reviewOn'> {
  readonly tier: Tier;
  readonly rights: readonly string[];
  readonly progress: { readonly next: Tier; readonly missing: number } | null;
}

export interface Membership {
  readonly customerId: string;
  readonly tier: TierHeld | null;
  readonly points: UnitsHeld | null;
  readonly stampCards: readonly (UnitsHeld & { readonly card: StampCard })[];
  readonly storedCards: readonly CardHeld[];
  readonly tierChanges: readonly TierChangeRow[];
}

const MOST_CARDS = 50;
const MOST_CHANGES = 20;

/** All that a customer has in the programme: points by lot, stamps, tier with what is missing to the next, and cards. */
export async function getMember(
  ctx: Ctx,
  customerId: string,
): Promise<Result<Membership, Refusal<'customer_not_found'>>> {
  const customer = await getCustomer(ctx, customerId);
  if (!customer.ok) return customer;
  return inRead(ctx, async (tx) => {
    const terms = await termsNow(tx);
    const units = await unitsHeld(tx, terms, customerId);
    const cards = await cardsOfCustomer(tx, customerId, MOST_CARDS);
    return ok({
      customerId,
      tier: await tierHeld(tx, terms, { customerId, channel: customer.value.source }),
      ...units,
      storedCards: await withFunds(tx, terms, cards),
      tierChanges: await changesOf(tx, customerId, MOST_CHANGES),
    });
  });
}

async function unitsHeld(
  tx: Tx,
  { programme, day }: TermsNow,
  customerId: string,
): Promise<Pick<Membership, 'points' | 'stampCards'>> {
  const { points, stampCards, programmeId } = programme;
  const assets = [...(points ? [pointsAsset(programmeId)] : []), ...stampCards.map(({ cardId }) => stampAsset(cardId))];
  const accounts = assets.flatMap((asset) => [
    { account: 'units' as const, owner: customerId, asset },
    { account: 'units_owed' as const, owner: customerId, asset },
  ]);
  const lots = await lotsOf(tx, accounts);
  const held = assets.map((_, i) => heldOf(lots[2 * i] ?? [], lots[2 * i + 1] ?? [], day));
  const ofCards = points ? held.slice(1) : held;
  return {
    points: points ? (held[0] ?? null) : null,
    stampCards: stampCards.map((card, i) => ({ card, ...(ofCards[i] ?? heldOf([], [], day)) })),
  };
}

function heldOf(lots: readonly LotBalance[], owes: readonly LotBalance[], day: string): UnitsHeld {
  const sum = (all: readonly LotBalance[]): number => all.reduce((total, { balance }) => total + balance, 0);
  const inState = (state: string): LotBalance[] => lots.filter((lot) => lotState(lot, day) === state);
  return {
    spendable: sum(inState('spendable')),
    pending: sum(inState('pending')),
    owed: sum(owes),
    lots: lots.filter((lot) => lotState(lot, day) !== 'ended'),
  };
}

async function tierHeld(
  tx: Tx,
  terms: TermsNow,
  { customerId, channel }: { customerId: string; channel: string },
): Promise<TierHeld | null> {
  const standing = await standingOf(tx, customerId);
  const tier = tierOf(terms.programme, standing);
  if (tier === null) return null;
  const earnedOf = await readEarned(tx, terms, [customerId]);
  return {
    tier,
    since: standing.since,
    reviewOn: standing.reviewOn,
    rights: rightsOf(tier, { channel, newcomer: null, shareBps: null }),
    progress: progressOf(terms.programme, tier, earnedOf(customerId)),
  };
}

async function withFunds(
  tx: Tx,
  { programme, currency, day }: TermsNow,
  cards: readonly StoredCard[],
): Promise<CardHeld[]> {
  const accounts = cards.flatMap(({ cardId }) => [
    { account: 'stored_value' as const, owner: cardId, asset: currency },
    { account: 'stored_bonus' as const, owner: cardId, asset: currency },
  ]);
  const lots = await lotsOf(tx, accounts);
  const spendable = (all: readonly LotBalance[] | undefined): number => heldOf(all ?? [], [], day).spendable;
  return cards.map((card, i) => ({
    ...card,
    principalMinor: spendable(lots[2 * i]),
    bonusMinor: spendable(lots[2 * i + 1]),
    limitMinor: limitOf(programme.storedValue, card.kind),
  }));
}

/** One card with what it can pay, or `stored_card_not_found`. */
export const getCard = (ctx: Ctx, cardId: string): Promise<Result<CardHeld, CardNotFound>> =>
  inRead(ctx, async (tx) => oneCard(tx, await readCard(tx, cardId)));

/** The same by the number that is on the card. It is sent in a body, never in an address, for addresses are logged. */
export const findCard = (ctx: Ctx, typed: string): Promise<Result<CardHeld, CardNotFound>> =>
  inRead(ctx, async (tx) => {
    const number = parseCardNumber(typed);
    const rows = number === null ? [] : await readByNumber(tx, [{ merchantId: tx.merchantId, number }]);
    return oneCard(tx, rows[0] ?? null);
  });

async function oneCard(tx: Tx, card: StoredCard | null): Promise<Result<CardHeld, CardNotFound>> {
  const [held] = card ? await withFunds(tx, await termsNow(tx), [card]) : [];
  return held ? ok(held) : refuse('stored_card_not_found');
}

/** The programme that holds now. */
export const getProgramme = (ctx: Ctx): Promise<Programme> => inRead(ctx, currentProgramme);

/** The tiers, the lowest first, with how many members were judged into each. */
export const listTiers = (ctx: Ctx): Promise<(Tier & { readonly members: number })[]> =>
  inRead(ctx, async (tx) => {
    const { tiers } = await currentProgramme(tx);
    const counts = new Map<string, number>();
    for (const [tierId, members] of await countByTier(tx)) {
      const tier = tierOf({ tiers }, { tierId });
      if (tier) counts.set(tier.tierId, (counts.get(tier.tierId) ?? 0) + members);
    }
    return tiers.map((tier) => ({ ...tier, members: counts.get(tier.tierId) ?? 0 }));
  });
