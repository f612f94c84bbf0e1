import { STAGES, type InsightMembers } from '@shuke/contract';
import type { Ctx } from '@shuke/db';
import { answering, type Answer, type Asked } from '../asking/asking.ts';
import { changeBps, shareBps } from '../asking/ratio.ts';
import { readDaySales } from '../sales/sales-store.ts';
import { salesIn } from '../sales/sales.ts';
import { readJoined, readMemberSales, readStages, readTiers } from './member-store.ts';

/** How far customers have come, who joined, and what members bring. Stages and tiers are those of now. */
export const members = (ctx: Ctx, asked: Asked): Answer<InsightMembers> =>
  answering(ctx, asked, async (question) => {
    const { reader, range, period, before } = question;
    const stages = new Map((await readStages(reader)).map(({ stage, customers }) => [stage, customers]));
    const tiers = await readTiers(reader);
    const { joined } = await readJoined(reader, question.instantsOf(period));
    const { joined: joinedBefore } = await readJoined(reader, question.instantsOf(before));
    const sold = await readMemberSales(reader, range);
    const all = salesIn(await readDaySales(reader, range), period);
    return {
      ...question.frame('members'),
      stages: STAGES.map((stage) => ({ stage, customers: stages.get(stage) ?? 0 })),
      tiers: tiers
        .map(({ tier_id: tierId, members: count }) => ({ tierId, members: count }))
        .sort((a, b) => b.members - a.members || ((a.tierId ?? '') < (b.tierId ?? '') ? -1 : 1)),
      joined,
      joinedBefore,
      joinedChangeBps: changeBps(joined, joinedBefore),
      orders: sold.orders,
      ordersBps: shareBps(sold.orders, all.orders),
      payable: question.money(sold.payable),
      payableBps: shareBps(sold.payable, all.payableMinor),
    };
  });
