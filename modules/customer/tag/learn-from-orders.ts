import type { Tx } from '@shuke/db';
import { newId } from '@shuke/kernel';
import { learn } from './learn.ts';
import { NAME_WEIGHT_MILLI, WEIGHT_MILLI, type Dimension, type Evidence } from './tag.ts';
import { evidenceOfSaid } from './evidence-of-said.ts';
import { readEvidence } from './tag-store.ts';
import { parseNote } from './words/parse-note.ts';
import type { Word } from './words/lexicon.ts';

/** A line of an order as far as it teaches something. */
export interface LearnableLine {
  readonly lineNo: number;
  readonly sku: string;
  readonly name: string;
  readonly category: string | null;
  readonly cuisine?: string | null;
  /** What was chosen of the product, as its key: large, oat milk. */
  readonly variant?: string | null;
  readonly quantityMilli: number;
  /** What came back by now. */
  readonly returnedMilli: number;
}

export interface LearnableOrder {
  readonly orderId: string;
  readonly customerId: string | null;
  readonly orderedAt: Date;
  /** What the guest wrote or said with it. */
  readonly note: string | null;
  readonly lines: readonly LearnableLine[];
}

/** How orders stand now, by their ids: given by whoever may read them. Ids of nothing are left out. */
export type OrdersOf = (tx: Tx, orderIds: readonly string[]) => Promise<LearnableOrder[]>;

type KnownOrder = LearnableOrder & { readonly customerId: string };

/**
 * Learns from orders as they stand now: what was bought and kept, and what their notes say. An order teaches each thing
 * once, and what came back wholly is taken back, however often and in whatever order this is called.
 */
export async function learnFromOrders(
  tx: Tx,
  orders: readonly LearnableOrder[],
  words?: readonly Word[],
): Promise<void> {
  const known = orders.filter((order): order is KnownOrder => order.customerId !== null);
  const taught = known.flatMap((order) => lessonsOf(order, words));
  await learn(tx, [...taught, ...(await takenBack(tx, known))]);
}

/** All that an order teaches. */
export function lessonsOf(order: KnownOrder, words?: readonly Word[]): Evidence[] {
  const goods = goodsOf(order).filter(({ kept }) => kept);
  const lessons = goods.flatMap(({ line }) => [...goodsLesson(order, line), ...nameLessons(order, line, words)]);
  return [...lessons, ...noteLessons(order, words)];
}

/** The goods of an order, each once under its first line, and whether any of it was kept. */
function goodsOf({ lines }: KnownOrder): { line: LearnableLine; kept: boolean }[] {
  const groups = Map.groupBy(lines, ({ sku, variant }) => `${sku} ${variant ?? ''}`);
  return [...groups.values()].map((same) => {
    const [first] = same.toSorted((a, b) => a.lineNo - b.lineNo);
    const left = same.reduce((sum, { quantityMilli, returnedMilli }) => sum + quantityMilli - returnedMilli, 0);
    return { line: first!, kept: left > 0 };
  });
}

function goodsLesson(order: KnownOrder, line: LearnableLine): Evidence[] {
  const { sku, variant = null, category, cuisine = null } = line;
  const parents = [
    category === null ? [] : `category:${category}`,
    cuisine === null ? [] : `cuisine:${cuisine}`,
  ].flat();
  const dish = lesson(order, line, { dimension: 'dish', value: sku, parents });
  if (variant === null) return [dish];
  // What stands for the variant speaks for its dish and for all that the dish does.
  return [
    lesson(order, line, { dimension: 'variant', value: `${sku}/${variant}`, parents: [`dish:${sku}`, ...parents] }),
  ];
}

function nameLessons(order: KnownOrder, line: LearnableLine, words?: readonly Word[]): Evidence[] {
  return parseNote(line.name, words ? { words } : {})
    .filter(({ value }) => ON_NAMES.has(value))
    .map(({ dimension, value, likes, intensity }) =>
      lesson(order, line, { dimension, value, likes, intensity, parents: [], weightMilli: NAME_WEIGHT_MILLI }),
    );
}

const ON_NAMES: ReadonlySet<string> = new Set(['spicy', 'numbing', 'sweet', 'sour', 'ice', 'warm_drink']);

function noteLessons(order: KnownOrder, words?: readonly Word[]): Evidence[] {
  if (order.note === null) return [];
  const { orderId, customerId, orderedAt } = order;
  const said = parseNote(order.note, words ? { words } : {});
  return said.map((one) => ({
    ...evidenceOfSaid(one, { customerId, happenedAt: orderedAt, source: 'note' }),
    orderId,
    lineNo: 0,
  }));
}

interface Lesson {
  readonly dimension: Dimension;
  readonly value: string;
  readonly parents: readonly string[];
  readonly likes?: boolean;
  readonly intensity?: number;
  readonly weightMilli?: number;
}

const lesson = (order: KnownOrder, line: LearnableLine, one: Lesson): Evidence => ({
  evidenceId: newId(),
  customerId: order.customerId,
  kind: 'said',
  likes: true,
  intensity: 2,
  allergy: false,
  weightMilli: WEIGHT_MILLI.order,
  source: 'order',
  orderId: order.orderId,
  lineNo: line.lineNo,
  noteId: null,
  staffId: null,
  cancels: null,
  happenedAt: order.orderedAt,
  ...one,
});

/** Cancels what goods taught that have all come back since. */
async function takenBack(tx: Tx, orders: readonly KnownOrder[]): Promise<Evidence[]> {
  const returned = new Set(
    orders.flatMap((order) =>
      goodsOf(order).flatMap(({ line, kept }) => (kept ? [] : [`${order.orderId} ${line.lineNo}`])),
    ),
  );
  if (returned.size === 0) return [];
  const people = [...new Set(orders.map(({ customerId }) => customerId))];
  const evidence = await readEvidence(tx, people);
  const cancelled = new Set(evidence.map(({ cancels }) => cancels));
  return evidence
    .filter(
      (row) => row.kind === 'said' && returned.has(`${row.orderId} ${row.lineNo}`) && !cancelled.has(row.evidenceId),
    )
    .map((row) => cancellationOf(row, tx.now));
}

/** The row that makes another one never have been. */
export const cancellationOf = (row: Evidence, now: Date): Evidence => ({
  ...row,
  evidenceId: newId(),
  kind: 'cancelled',
  weightMilli: 0,
  cancels: row.evidenceId,
  happenedAt: now,
});
