import type { RegularCardView } from '@shuke/contract';
import type { Tx } from '@shuke/db';
import { isSpendable, lotsOf, type LotBalance } from '@shuke/ledger';
import { pointsAsset, stampAsset, standings, tierOf, type Programme } from '@shuke/loyalty';

/** What a member has in the programme and how far the next reward is. */
export type Reach = Pick<RegularCardView, 'tier' | 'points' | 'stamps'>;

interface Asked {
  /** Each person with all customers that they are known as. */
  readonly circles: ReadonlyMap<string, readonly string[]>;
  readonly programme: Programme;
  readonly day: string;
}

/** The rewards within reach of people, by the customer that was asked for. What all customers of one person have counts. */
export async function rewardsOf(tx: Tx, { circles, programme, day }: Asked): Promise<Map<string, Reach>> {
  const assets = assetsOf(programme);
  const members = [...new Set([...circles.values()].flat())];
  const accounts = members.flatMap((owner) => assets.map((asset) => ({ account: 'units' as const, owner, asset })));
  const [lots, standing] = await Promise.all([
    lotsOf(tx, accounts),
    standings(
      tx,
      [...circles.keys()].map((customerId) => ({ merchantId: tx.merchantId, customerId })),
    ),
  ]);
  const spendable = new Map(
    accounts.map(({ owner, asset }, i) => [`${owner} ${asset}`, spendableOf(lots[i] ?? [], day)]),
  );
  const has = (circle: readonly string[], asset: string): number =>
    circle.reduce((sum, owner) => sum + (spendable.get(`${owner} ${asset}`) ?? 0), 0);
  return new Map(
    [...circles].map(([customerId, circle]) => {
      const tier = tierOf(programme, standing.get(customerId) ?? { tierId: null });
      return [
        customerId,
        {
          tier: tier && { tierId: tier.tierId, name: tier.name },
          ...unitsOf(programme, (asset) => has(circle, asset)),
        },
      ];
    }),
  );
}

const assetsOf = ({ points, stampCards, programmeId }: Programme): string[] => [
  ...(points ? [pointsAsset(programmeId)] : []),
  ...stampCards.map(({ cardId }) => stampAsset(cardId)),
];

const spendableOf = (lots: readonly LotBalance[], day: string): number =>
  lots.reduce((sum, lot) => (isSpendable(lot, day) ? sum + lot.balance : sum), 0);

function unitsOf(
  { points, stampCards, programmeId }: Programme,
  has: (asset: string) => number,
): Pick<Reach, 'points' | 'stamps'> {
  const spendable = points ? has(pointsAsset(programmeId)) : 0;
  const step = points?.burn?.unitsPerStep ?? null;
  return {
    points: points && { spendable, toNext: step === null ? null : step - (spendable % step) },
    stamps: stampCards.map(({ cardId, name, stamps }) => {
      const held = has(stampAsset(cardId));
      return { cardId, name, has: held, missing: Math.max(0, stamps - held) };
    }),
  };
}
