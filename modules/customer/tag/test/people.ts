import type { Ctx, Tx } from '@shuke/db';
import { inRead, inTx } from '@shuke/db';
import { newId, ok, type Refusal, type Result } from '@shuke/kernel';
import type { LearnableLine, LearnableOrder } from '../learn-from-orders.ts';
import type { Tag } from '../show.ts';
import { WEIGHT_MILLI, type Evidence, type TagRow } from '../tag.ts';
import { tagsOf } from '../tag-queries.ts';
import { readTags } from '../tag-store.ts';

/** Evidence of one order of a dish, but for what a test says of it. */
export const evidence = (own: Partial<Evidence> = {}): Evidence => ({
  evidenceId: newId(),
  customerId: 'c',
  kind: 'said',
  dimension: 'dish',
  value: 'noodles',
  likes: true,
  intensity: 2,
  allergy: false,
  weightMilli: WEIGHT_MILLI.order,
  source: 'order',
  parents: ['category:noodles'],
  orderId: null,
  lineNo: null,
  noteId: null,
  staffId: null,
  cancels: null,
  happenedAt: new Date('2026-03-01T12:00:00Z'),
  ...own,
});

/** `sku` or `sku/variant` of a category that is its first letter; `-sku` came back. */
export const lineOf = (text: string, i: number): LearnableLine => {
  const [sku = '', variant = null] = text.replace(/^-/, '').split('/');
  const returnedMilli = text.startsWith('-') ? 1000 : 0;
  const said = { lineNo: i + 1, sku, name: `a ${sku}`, category: sku.slice(0, 1), variant };
  return { ...said, quantityMilli: 1000, returnedMilli };
};

export const order = (customerId: string | null, lines: string, own: Partial<LearnableOrder> = {}): LearnableOrder => ({
  orderId: newId(),
  customerId,
  orderedAt: new Date('2026-03-01T12:00:00Z'),
  note: null,
  lines: lines.split(' ').filter(Boolean).map(lineOf),
  ...own,
});

export const inOne = async (ctx: Ctx, work: (tx: Tx) => Promise<unknown>): Promise<void> => {
  await inTx(ctx, {}, async (tx) => ok(await work(tx)));
};

export const tagsNow = (ctx: Ctx, customerId: string): Promise<Tag[]> =>
  inRead(ctx, async (tx) => (await tagsOf(tx, [customerId])).get(customerId) ?? []);

/** The tags that are shown, `-cilantro` for what is avoided. */
export const shownNow = async (ctx: Ctx, customerId: string): Promise<string[]> =>
  (await tagsNow(ctx, customerId))
    .filter(({ shown }) => shown)
    .map(({ dimension, value, likes, allergy }) => `${allergy ? '!' : likes ? '' : '-'}${dimension}:${value}`)
    .toSorted();

/** The rows of some people as they stand. */
export const rowsNow = (ctx: Ctx, people: readonly string[]): Promise<TagRow[]> =>
  inRead(ctx, async (tx) =>
    (await readTags(tx, people)).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
  );

export function valueOf<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(`refused with ${result.refusal.code}`);
  return result.value;
}
