import type { InsightHotElsewhere } from '@shuke/contract';
import { inRead, type Ctx } from '@shuke/db';
import { refuse, type Refusal, type Result } from '@shuke/kernel';
import { answering, type Asked, type Question } from '../asking/asking.ts';
import type { InsightRefusal } from '../errors.ts';
import { readProductSales } from '../sales/product-store.ts';
import { readDaySales } from '../sales/sales-store.ts';
import { salesIn } from '../sales/sales.ts';
import { readBuyers, readProducts, readSalesByStore } from './evidence-store.ts';
import { evidenceOf, hypothesesOf } from './hypotheses.ts';
import { matchItems, weakOf, type Matched, type Weak } from './match.ts';
import { findRanking, readItems, type RankingRow } from './ranking-store.ts';
import type { RankedItem } from './ranking.ts';

export interface AskedHot extends Asked {
  /** The ranking of the latest day unless told. */
  readonly rankingId?: string;
}

type Answered = Promise<Result<InsightHotElsewhere, InsightRefusal | Refusal<'ranking_unknown'>>>;

// Beyond so many one would try nothing more, and each costs a look at its orders.
const WEAK_SHOWN = 30;

/** AN5: what sells elsewhere and does not here, with what may lie behind it and the evidence for that. */
export async function hotElsewhere(ctx: Ctx, asked: AskedHot): Answered {
  const found = await inRead(ctx, async (tx) => {
    const ranking = await findRanking(tx, asked.rankingId ?? null);
    return ranking && { ranking, items: await readItems(tx, ranking.ranking_id) };
  });
  if (!found) return refuse('ranking_unknown');
  return answering(ctx, asked, async (question) => {
    const matched = await matchedItems(question, found.items);
    const weak = await weakHere(question, matched);
    return {
      ...question.frame('hotElsewhere'),
      ranking: rankingView(found.ranking),
      matched: matched.filter(({ product }) => product !== null).length,
      weak: await withEvidence(question, weak.slice(0, WEAK_SHOWN)),
      notCarried: matched
        .filter(({ product }) => product === null)
        .slice(0, WEAK_SHOWN)
        .map(({ place, sku, name, shareBps }) => ({ place, sku, name, shareBps })),
    };
  });
}

const rankingView = ({ ranking_id: rankingId, source, day, items, imported_at: at }: RankingRow) => ({
  rankingId,
  source,
  day,
  items,
  importedAt: at.toISOString(),
});

async function matchedItems({ reader }: Question, items: readonly RankedItem[]): Promise<Matched[]> {
  const rows = await readProducts(reader);
  return matchItems(
    items,
    rows.map(({ product_id: productId, sku, name, category }) => ({ productId, sku, name, category })),
  );
}

async function weakHere({ reader, range }: Question, matched: readonly Matched[]): Promise<Weak[]> {
  const own = (await readProductSales(reader, range))
    .filter((row) => row.amount > 0)
    .sort((a, b) => b.amount - a.amount || (a.product_id < b.product_id ? -1 : 1));
  const places = new Map(own.map((row, i) => [row.product_id, i + 1]));
  return weakOf(matched, { places, sold: own.length });
}

async function withEvidence(question: Question, weak: readonly Weak[]) {
  const { reader, range, period } = question;
  const ids = weak.map(({ product }) => product.productId);
  const days = await readDaySales(reader, range);
  const sales = Map.groupBy(await readSalesByStore(reader, range, ids), (row) => row.product_id);
  const buyers = new Map((await readBuyers(reader, range, ids)).map((row) => [row.product_id, row]));
  const { payableMinor, orders } = salesIn(days, period);
  const averageTicketMinor = orders > 0 ? Math.round(payableMinor / orders) : 0;
  const stores = question.storeId === null ? question.stores.length : 1;
  return weak.map(({ product, place, shareBps, ownPlace, gapBps }) => {
    const own = { buyers: buyers.get(product.productId), stores, averageTicketMinor };
    const evidence = evidenceOf(sales.get(product.productId) ?? [], own);
    return { ...product, place, shareBps, ownPlace, gapBps, evidence, hypotheses: hypothesesOf(evidence) };
  });
}
