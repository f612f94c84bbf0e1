import { enqueue, type FeedEvent, type Follower, type Tx } from '@shuke/db';
import { lockTouched } from '../audience-store.ts';
import { readGround } from '../known.ts';
import { differenceOf, matching, questionsOf, readRules, write } from './refresh-audience.ts';
import * as members from './member-store.ts';

export const REFRESH_ALL = 'audience.refresh_all';

const TOLD_BY = [
  'customer.created',
  'customer.erased',
  'customer.merged',
  'customer.unmerged',
  'customer.advanced',
  'order.recorded',
  'order.paid',
  'order.refunded',
  'loyalty.tier_changed',
  'touchpoint.scanned',
  'touchpoint.joined',
  'consent.granted',
  'consent.withdrawn',
  'import.posted',
] as const satisfies FeedEvent['type'][];

/** Keeps audiences fresh by looking again at those people whom events name, and at nobody else. */
export const audienceFollower: Follower = {
  name: 'audience.members',
  types: TOLD_BY,
  async handle(tx, events) {
    if (events.some(({ type }) => type === 'import.posted')) await refreshAllLater(tx);
    await lookAgain(tx, [...new Set(events.flatMap(customersOf))]);
  },
};

const NAMES = ['customerId', 'fromCustomerId', 'intoCustomerId'] as const;

const customersOf = ({ payload }: FeedEvent): string[] =>
  NAMES.map((name) => (payload as Record<string, unknown>)[name]).filter((id) => typeof id === 'string');

async function lookAgain(tx: Tx, customerIds: readonly string[]): Promise<void> {
  if (customerIds.length === 0) return;
  const audiences = await lockTouched(tx);
  if (audiences.length === 0) return;
  const [ground, rules] = [await readGround(tx), await readRules(tx)];
  const persons = await members.personsTouched(tx, customerIds);
  for (const audience of audiences) {
    const questions = await questionsOf(tx, { audience, ground, rules });
    const now = questions ? await matching(tx, questions, persons) : [];
    const before = await members.membersAmong(tx, audience.audienceId, persons);
    const change = differenceOf(before, now);
    if (change.entered.length + change.left.length > 0) await write(tx, audience, change);
  }
}

const QUIET_MS = 10_000;

/** An import and a changed rule touch more people than events name: once it has been quiet, everybody is looked at. */
export const refreshAllLater = (tx: Tx): Promise<void> =>
  enqueue(tx, {
    name: REFRESH_ALL,
    payload: { merchantId: tx.merchantId },
    jobKey: `${REFRESH_ALL}:${tx.merchantId}`,
    runAt: new Date(tx.now.getTime() + QUIET_MS),
  });
