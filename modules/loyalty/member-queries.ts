import { circleOf, getCustomer, personsOf } from '@shuke/customer';
import { inRead, type Ctx, type Tx } from '@shuke/db';
import { must, ok, type Refusal, type Result } from '@shuke/kernel';
import { withFunds, type CardHeld } from './card-queries.ts';
import { cardsOf } from './card-store.ts';
import { currentProgramme } from './checkout-reads.ts';
import { readEarned } from './judge-alone.ts';
import { tierHistories } from './judge-persons.ts';
import { standingOf } from './loyalty-store.ts';
import type { Programme, Tier } from './programme.ts';
import { termsNow, type TermsNow } from './terms-now.ts';
import { changesOf, countByTier, type TierChangeRow } from './tier-store.ts';
import { progressOf, rightsOf, tierOf, type MemberFacts, type Standing } from './tier.ts';
import { unitsHeld, type AllUnits } from './units-held.ts';

export interface TierHeld extends Pick<Standing, 'since' | 'reviewOn'> {
  readonly tier: Tier;
  readonly rights: readonly string[];
  readonly progress: { readonly next: Tier; readonly missing: number } | null;
}

/** A step of a tier as it is shown. */
export type TierStepShown = Pick<TierChangeRow, 'day' | 'fromTier' | 'toTier' | 'why' | 'earned'>;

export interface Membership extends AllUnits {
  readonly customerId: string;
  /** For whom the customer stands, and everybody who does; oneself first. */
  readonly personId: string;
  readonly circle: readonly string[];
  readonly tier: TierHeld | null;
  readonly storedCards: readonly CardHeld[];
  readonly tierChanges: readonly TierStepShown[];
}

const MOST_CARDS = 50;
const MOST_CHANGES = 20;

/** What a higher tier knows of how a guest stands to the shop; null where it cannot tell. */
export type StandingOf = (ctx: Ctx, customerId: string) => Promise<Pick<MemberFacts, 'newcomer' | 'shareBps'>>;

const UNKNOWN: StandingOf = async () => ({ newcomer: null, shareBps: null });

/**
 * All that the person has for whom a customer stands: points by lot, stamps, tier with its rights and with what is missing to
 * the next, and cards. `standingOf` is asked only where a right depends on it.
 */
export async function getMember(
  ctx: Ctx,
  customerId: string,
  standingOf: StandingOf = UNKNOWN,
): Promise<Result<Membership, Refusal<'customer_not_found'>>> {
  const customer = await getCustomer(ctx, customerId);
  if (!customer.ok) return customer;
  const { tier, ...held } = await readMember(ctx, customerId);
  if (tier === null) return ok({ ...held, tier });
  const asks = tier.tier.rights.some(
    ({ newcomer, minShareBps }) => newcomer !== undefined || minShareBps !== undefined,
  );
  const standing = await (asks ? standingOf : UNKNOWN)(ctx, customerId);
  const rights = rightsOf(tier.tier, { channel: customer.value.source, ...standing });
  return ok({ ...held, tier: { ...tier, rights } });
}

type TierReached = Omit<TierHeld, 'rights'>;
type MemberRead = Omit<Membership, 'tier'> & { readonly tier: TierReached | null };

const readMember = (ctx: Ctx, customerId: string): Promise<MemberRead> =>
  inRead(ctx, async (tx) => {
    const terms = await termsNow(tx);
    const personId = must((await personsOf(tx, [customerId])).get(customerId), 'a person is answered for each');
    const circle = must((await circleOf(tx, [customerId])).get(customerId), 'a circle is answered for each');
    const person = { customerId, personId, circle };
    return {
      ...person,
      tier: await tierReached(tx, terms, person),
      ...(await unitsHeld(tx, terms, circle)),
      storedCards: await withFunds(tx, terms, await cardsOf(tx, circle, MOST_CARDS)),
      tierChanges: await stepsOf(tx, terms, person),
    };
  });

type Person = Pick<Membership, 'customerId' | 'personId' | 'circle'>;

/** The latest steps, the newest first: of one customer as they were made, of several as they follow from what all earned. */
async function stepsOf(
  tx: Tx,
  terms: TermsNow,
  { customerId, personId, circle }: Person,
): Promise<readonly TierStepShown[]> {
  if (circle.length === 1) return changesOf(tx, customerId, MOST_CHANGES);
  const histories = await tierHistories(tx, terms, new Map([[personId, circle]]));
  return (histories.get(personId)?.steps ?? []).slice(-MOST_CHANGES).toReversed();
}

async function tierReached(tx: Tx, terms: TermsNow, { customerId, circle }: Person): Promise<TierReached | null> {
  const standing = await standingOf(tx, customerId);
  const tier = tierOf(terms.programme, standing);
  if (tier === null) return null;
  const earnedOf = await readEarned(tx, terms, circle);
  const earned = (months: number): number => circle.reduce((sum, id) => sum + earnedOf(id)(months), 0);
  return {
    tier,
    since: standing.since,
    reviewOn: standing.reviewOn,
    progress: progressOf(terms.programme, tier, earned),
  };
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
