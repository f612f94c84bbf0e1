import { expect } from 'vitest';
import { inRead } from '@shuke/db';
import { must, newId, ok, type Refusal, type Result } from '@shuke/kernel';
import { ALL_DAYS, balancesOf, ledgerJobs, lotsOf, type Lot, type Move, type Step } from '@shuke/ledger';
import type { TestServices } from '@shuke/testkit';
import * as loyalty from '../index.ts';
import { refundBalance } from '../refund-balance.ts';
import { lotState } from '../unit-steps.ts';
import { newCustomer, openShop, post, spend, type Shop } from './shop.ts';
import type { ProgrammeDraft } from '../programme.ts';

/**
 * Plays a table of one line an event at a new merchant and compares each line with what became of it. Amounts are points or
 * minor units; a day is YYYY-MM-DD.
 *
 *     earn NAME N [from D] [expires D] ok            burn NAME N ok|insufficient_points
 *     take back NAME N [expires D] ok                what a refund takes back of an earning
 *     return NAME N ok                               what a refund gives back of the last burn
 *     advance to D                                   what has ended by then is posted
 *     balance NAME N [pending N] [owed N] [breakage N]
 *     card NAME named|bearer ok                      top up, spend NAME N ok|…      pay out NAME N
 *     holds NAME PRINCIPAL+BONUS
 */
export async function play(services: TestServices, table: string, own: Partial<ProgrammeDraft> = {}): Promise<void> {
  const scene: Scene = { services, shop: await openShop(services, own), ids: new Map(), burned: new Map() };
  const lines = table.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim().split(/\s+/)]));
  const ended: string[] = [];
  for (const words of lines) {
    const length = words[1] === 'back' || words[1] === 'up' || words[1] === 'out' || words[1] === 'to' ? 2 : 1;
    const name = words.slice(0, length).join(' ');
    const verb = must(VERBS[name], `the script knows ${name}`);
    ended.push([name, await verb(scene, words.slice(length))].join(' '));
  }
  expect(ended).toEqual(lines.map((words) => words.join(' ')));
}

type Words = readonly string[];
/** Answers the line's words as they should have been. */
type Verb = (scene: Scene, words: Words) => Promise<string>;

interface Scene {
  readonly services: TestServices;
  readonly shop: Shop;
  readonly ids: Map<string, string>;
  /** What the last burn of a customer drew. */
  readonly burned: Map<string, readonly Move[]>;
}

const VERBS: Readonly<Record<string, Verb>> = {
  earn: (scene, words) =>
    units(scene, words, ({ member, asset, amount, lot }, book) =>
      loyalty.earnSteps({ ...member, earnings: [{ asset, amount, lot }], owed: loyalty.owedIn(book, member) }),
    ),
  burn: async (scene, words) =>
    units(scene, words, ({ member, asset, amount, day }) => loyalty.burnSteps({ ...member, asset, amount, day })),
  'take back': (scene, words) =>
    units(scene, words, (asked, book) => loyalty.takeBackSteps(book, { ...asked, ...asked.member })),
  return: (scene, words) =>
    units(scene, words, ({ amount }) => {
      const drawn = must(scene.burned.get(words[0]!), 'the script has burned before');
      return loyalty.returnSteps(
        drawn.map((move) => ({ ...move, returned: 0 })),
        amount,
      );
    }),
  'advance to': async ({ services, shop }, words) => {
    // Noon in Greenwich is the hour at which a day has begun everywhere.
    services.clock.set(`${words[0]}T12:00:00Z`);
    const everyMerchant = (_: unknown, work: (ctx: Shop['ctx']) => Promise<void>) => work(shop.ctx);
    const expire = ledgerJobs({ everyMerchant }).find(({ name }) => name === 'ledger:expire');
    await must(expire, 'the ledger expires lots').run(services, {});
    return words.join(' ');
  },
  balance: async (scene, [name, , ...labels]) => {
    const found = await balanceOf(scene, await customerOf(scene, name!));
    const shown = labels.filter((_, i) => i % 2 === 0).map((label) => `${label} ${found[label as 'owed']}`);
    return [name, found.spendable, ...shown].join(' ');
  },
  card: async (scene, [name, kind]) => {
    const customerId = kind === 'named' ? await newCustomer(scene.shop.ctx) : null;
    const opened = await loyalty.openCard(scene.shop.ctx, { key: newId(), customerId });
    if (opened.ok) scene.ids.set(name!, opened.value.cardId);
    return `${name} ${kind} ${codeOf(opened)}`;
  },
  'top up': async (scene, [name, amount]) => {
    const paid = { cardId: cardOf(scene, name!), amountMinor: Number(amount), way: 'cash', storeCode: 'S1' } as const;
    return `${name} ${amount} ${codeOf(await loyalty.topUp(scene.shop.ctx, { key: newId(), ...paid }))}`;
  },
  spend: async (scene, [name, amount]) => {
    const paid = await spend(scene.shop, {
      cardId: cardOf(scene, name!),
      amountMinor: Number(amount),
      day: dayIn(scene),
    });
    return `${name} ${amount} ${codeOf(paid)}`;
  },
  'pay out': async (scene, [name]) => {
    const back = { key: newId(), cardId: cardOf(scene, name!), way: 'cash', storeCode: 'S1' } as const;
    const paid = await refundBalance(scene.shop.ctx, back);
    return `${name} ${paid.ok ? paid.value.amountMinor : paid.refusal.code}`;
  },
  holds: async (scene, [name]) => {
    const card = { owner: cardOf(scene, name!), asset: 'CNY' };
    const accounts = [
      { account: 'stored_value', ...card },
      { account: 'stored_bonus', ...card },
    ] as const;
    const lots = await inRead(scene.shop.ctx, (tx) => lotsOf(tx, accounts));
    return `${name} ${lots.map((each) => each.reduce((sum, { balance }) => sum + balance, 0)).join('+')}`;
  },
};

interface Units {
  readonly member: { readonly merchantId: string; readonly customerId: string };
  readonly asset: string;
  readonly amount: number;
  readonly lot: Lot;
  readonly day: string;
}

type Plan = (asked: Units, book: Parameters<Parameters<typeof post>[2]>[0]) => readonly Step[];

/** Posts steps of a customer's points, and answers the line with how it ended. */
async function units(scene: Scene, words: Words, plan: Plan): Promise<string> {
  const { shop, burned } = scene;
  const [name, amount, ...rest] = words.slice(0, -1);
  const option = Object.fromEntries(rest.flatMap((word, i) => (i % 2 === 0 ? [[word, rest[i + 1]!]] : [])));
  const member = { merchantId: shop.merchantId, customerId: await customerOf(scene, name!) };
  const lot = { from: option.from ?? ALL_DAYS.from, until: option.expires ?? ALL_DAYS.until };
  const asset = loyalty.pointsAsset(shop.programme.programmeId);
  const asked = { member, asset, amount: Number(amount), lot, day: dayIn(scene) };
  const holdings = loyalty.holdingsOfCustomer(shop.programme, member);
  const done = await post(shop.ctx, { holdings }, (book) => ok(plan(asked, book)));
  if (done.ok && done.value[0]?.credit.account === 'units_used') burned.set(name!, done.value as Move[]);
  return [name, amount, ...rest, codeOf(done)].join(' ');
}

async function balanceOf({ shop, services }: Scene, customerId: string) {
  const asset = loyalty.pointsAsset(shop.programme.programmeId);
  const account = (name: 'units' | 'units_owed') => ({ account: name, owner: customerId, asset });
  return inRead(shop.ctx, async (tx) => {
    const [held, owes] = await lotsOf(tx, [account('units'), account('units_owed')]);
    const [broken] = await balancesOf(tx, [{ account: 'units_breakage', owner: shop.merchantId, asset }]);
    const sum = (state: string): number =>
      held!.reduce((all, { balance, ...lot }) => all + (lotState(lot, today(services)) === state ? balance : 0), 0);
    return {
      spendable: sum('spendable'),
      pending: sum('pending'),
      owed: owes!.reduce((all, { balance }) => all + balance, 0),
      breakage: broken!,
    };
  });
}

async function customerOf({ ids, shop }: Scene, name: string): Promise<string> {
  if (!ids.has(name)) ids.set(name, await newCustomer(shop.ctx));
  return must(ids.get(name), 'the customer was just made');
}

const cardOf = ({ ids }: Scene, name: string): string => must(ids.get(name), `the script has a card ${name}`);

// The shop's calendar is Shanghai's.
const today = ({ clock }: TestServices): string =>
  new Date(clock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
const dayIn = ({ services }: Scene): string => today(services);

const codeOf = (result: Result<unknown, Refusal>): string => {
  if (result.ok) return 'ok';
  return result.refusal.code === 'insufficient_balance' ? 'insufficient_points' : result.refusal.code;
};
