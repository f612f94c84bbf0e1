import type { CheckedOut, CheckoutRequest, RefundRequest, RefundView } from '@shuke/contract';
import { createTemplate, issueCoupons } from '@shuke/coupon';
import { inRead, type Ctx } from '@shuke/db';
import { DAY_MS, must, newId, seededRandom, type ManualClock, type Random } from '@shuke/kernel';
import { balancesOf, lotsOf, type AccountName } from '@shuke/ledger';
import {
  NO_PROGRAMME,
  openCard,
  pointsAsset,
  setProgramme,
  stampAsset,
  topUp,
  type ProgrammeDraft,
} from '@shuke/loyalty';
import type { TestServices } from '@shuke/testkit';
import { checkOut, quote, refundOrder } from '../index.ts';
import { valueOf, type Shop } from './shop.ts';
import { joins, live, openTill, PRICES, PROGRAMME } from './till.ts';

/** A shop in which many seeds are played one after the other, each with guests, cards and coupons of its own. */
export interface Town extends Shop {
  readonly clock: ManualClock;
  readonly assets: { readonly points: string; readonly stamps: string };
  readonly templates: readonly string[];
}

const STAMP_CARD = newId();

const TERMS: ProgrammeDraft = {
  ...PROGRAMME,
  points: {
    ...must(PROGRAMME.points, 'the programme gives points'),
    validity: { kind: 'days', days: 40 },
    pendingDays: 1,
  },
  stampCards: [
    {
      cardId: STAMP_CARD,
      name: 'tea',
      scope: { categories: ['drink'] },
      stamps: 5,
      reward: { kind: 'item', sku: 'TEA' },
      validity: { kind: 'days', days: 40 },
    },
  ],
  storedValue: {
    ...NO_PROGRAMME.storedValue,
    enabled: true,
    bonusRules: [{ fromMinor: 5_000, bonusMinor: 700 }],
    spendOrder: 'by_share',
  },
};

/** Opens the shop: rules that overlap and exclude each other, a programme with points and stamps, kinds of coupon. */
export async function openTown(services: TestServices): Promise<Town> {
  const shop = await openTill(services, null);
  const { ctx } = shop;
  const { programmeId } = valueOf(await setProgramme(ctx, { key: newId(), draft: TERMS }));
  await live(ctx, { benefit: { kind: 'buy_get', buy: 2, get: 1, offBps: 10_000 }, scope: { skus: ['EGG'] } });
  await live(ctx, { benefit: { kind: 'percent', level: 'line', offBps: 1_500, capMinor: 777 }, group: 'a' });
  await live(ctx, { benefit: { kind: 'threshold', level: 'order', everyMinor: 3000, offMinor: 333 }, group: 'a' });
  await live(ctx, {
    benefit: { kind: 'cash', level: 'order', amountMinor: 299 },
    conditions: { member: true },
    caps: { perCustomer: 2 },
  });
  const base = {
    validFrom: new Date(0),
    validUntil: null,
    validDays: 365,
    issueLimit: null,
    customerLimit: null,
    budgetMinor: null,
  };
  const drafts = [
    {
      name: 'cash',
      kind: 'cash',
      amountMinor: 650,
      percentBps: null,
      itemSku: null,
      minSpendMinor: 2500,
      usesPerCoupon: 1,
    },
    {
      name: 'percent',
      kind: 'percent',
      amountMinor: 900,
      percentBps: 1_250,
      itemSku: null,
      minSpendMinor: 0,
      usesPerCoupon: 2,
    },
    {
      name: 'egg',
      kind: 'item',
      amountMinor: 350,
      percentBps: null,
      itemSku: 'EGG',
      minSpendMinor: 0,
      usesPerCoupon: 1,
    },
  ] as const;
  const made = [];
  for (const draft of drafts)
    made.push(valueOf(await createTemplate(ctx, { key: newId(), draft: { ...base, ...draft } })));
  return {
    ...shop,
    clock: services.clock,
    assets: { points: pointsAsset(programmeId), stamps: stampAsset(STAMP_CARD) },
    templates: made.map(({ templateId }) => templateId),
  };
}

interface Guest {
  readonly customerId: string;
  readonly cardNumber: string;
  readonly cardId: string;
  readonly paidInMinor: number;
  readonly codes: readonly string[];
}

/** A sale as it was answered, with what has been answered since of its refunds: the plain record of one receipt. */
interface Receipt {
  readonly guest: Guest | null;
  readonly request: CheckoutRequest;
  readonly answer: CheckedOut;
  readonly refunds: RefundView[];
  readonly keptMilli: number[];
}

const minor = (text: string): number => Math.round(Number(text) * 100);
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** Plays one seed, and gives what does not add up. The same seed plays the same again. */
export async function play(town: Town, seed: number): Promise<string[]> {
  const random = seededRandom(seed);
  const guests = await invite(town, random);
  const receipts: Receipt[] = [];
  const faults: string[] = [];
  for (let step = 0; step < 5; step += 1) {
    receipts.push(...(await sellAtOnce(town, random, guests)));
    faults.push(...(await repeatOne(town, random, receipts)));
    for (let i = random.int(3); i > 0; i -= 1) await refundSome(town, random, receipts);
    if (random.int(3) === 0) town.clock.advanceMs(random.int(25) * DAY_MS);
  }
  faults.push(...(await unbalanced(town, guests, receipts)));
  await Promise.all(receipts.map((receipt) => refundRest(town, receipt)));
  faults.push(...receipts.flatMap(notWhole), ...(await unbalanced(town, guests, receipts)));
  return faults.map((fault) => `seed ${seed}: ${fault}`);
}

async function invite({ ctx, templates }: Town, random: Random): Promise<Guest[]> {
  const amounts = [1_000 + random.int(9_000), 1_000 + random.int(9_000)];
  const guests = await Promise.all(amounts.map((amountMinor) => newGuest(ctx, amountMinor)));
  const customerIds = guests.map(({ customerId }) => customerId);
  const issues = await Promise.all(
    templates.map((templateId) => issueCoupons(ctx, { key: newId(), templateId, to: { customerIds } })),
  );
  const coupons = issues.flatMap((issue) => valueOf(issue).coupons);
  return guests.map((guest) => ({
    ...guest,
    codes: coupons.filter(({ customerId }) => customerId === guest.customerId).map(({ code }) => code),
  }));
}

async function newGuest(ctx: Ctx, paidInMinor: number): Promise<Omit<Guest, 'codes'>> {
  const customerId = await joins(ctx);
  const { cardId, number } = valueOf(await openCard(ctx, { key: newId(), customerId }));
  valueOf(await topUp(ctx, { key: newId(), cardId, amountMinor: paidInMinor, way: 'cash', storeCode: 'S1' }));
  return { customerId, cardNumber: number, cardId, paidInMinor };
}

/** Some guests pay at the same moment, so that their checkouts meet in one batch. */
async function sellAtOnce({ ctx }: Town, random: Random, guests: readonly Guest[]): Promise<Receipt[]> {
  const carts = Array.from({ length: 1 + random.int(4) }, () => {
    const guest = random.int(4) === 0 ? null : random.pick(guests);
    return { guest, cart: cartOf(random, guest) };
  });
  const told = await Promise.all(carts.map(({ cart }) => quote(ctx, cart)));
  const asked = carts.flatMap(({ guest, cart }, i) => {
    const quoted = told[i]!;
    if (!quoted.ok) return [];
    return [{ guest, request: { ...cart, orderRef: newId(), tenders: tendersOf(random, guest, quoted.value.due) } }];
  });
  const answers = await Promise.all(asked.map(({ request }) => checkOut(ctx, request)));
  return answers.flatMap((answer, i) =>
    answer.ok
      ? [
          {
            ...asked[i]!,
            answer: answer.value,
            refunds: [],
            keptMilli: asked[i]!.request.lines.map(({ quantity }) => Number(quantity) * 1000),
          },
        ]
      : [],
  );
}

function cartOf(random: Random, guest: Guest | null) {
  const lines = Array.from({ length: 1 + random.int(4) }, () => ({
    sku: random.pick(PRICES).sku,
    quantity: String(1 + random.int(4)),
  }));
  const shown = guest && random.int(2) === 0 ? guest.codes.filter(() => random.int(2) === 0) : [];
  return {
    storeCode: 'S1',
    lines,
    coupons: shown,
    ...(guest ? { customerId: guest.customerId } : {}),
    ...(guest && random.int(2) === 0 ? { spendPoints: random.int(3_000) } : {}),
    ...(random.int(4) === 0 ? { deliveryFee: '5.00', source: 'delivery' as const } : {}),
  };
}

function tendersOf(random: Random, guest: Guest | null, due: string): CheckoutRequest['tenders'] {
  const dueMinor = minor(due);
  const byCard = guest && random.int(3) === 0 ? random.int(dueMinor + 1) : 0;
  const parts = [
    { kind: 'stored_value' as const, amountMinor: byCard },
    { kind: random.pick(['cash', 'card'] as const), amountMinor: dueMinor - byCard },
  ];
  return parts
    .filter(({ amountMinor }) => amountMinor > 0)
    .map(({ kind, amountMinor }) => ({
      kind,
      amount: (amountMinor / 100).toFixed(2),
      ...(kind === 'stored_value' ? { cardNumber: must(guest, 'a card is of a guest').cardNumber } : {}),
    }));
}

async function repeatOne({ ctx }: Town, random: Random, receipts: readonly Receipt[]): Promise<string[]> {
  if (receipts.length === 0) return [];
  const { request, answer } = random.pick(receipts);
  const again = await checkOut(ctx, request);
  return again.ok && JSON.stringify(again.value) === JSON.stringify(answer) ? [] : ['a repeat is answered otherwise'];
}

async function refundSome(town: Town, random: Random, receipts: readonly Receipt[]): Promise<void> {
  if (receipts.length === 0) return;
  const receipt = random.pick(receipts);
  const back = receipt.keptMilli.map((kept) => (random.int(2) === 0 ? random.int(kept / 1000 + 1) * 1000 : 0));
  await takeBack(town, receipt, back);
}

const refundRest = (town: Town, receipt: Receipt): Promise<void> => takeBack(town, receipt, receipt.keptMilli);

async function takeBack({ ctx }: Town, receipt: Receipt, backMilli: readonly number[]): Promise<void> {
  const lines: RefundRequest['lines'] = backMilli.flatMap((milli, i) =>
    milli > 0 ? [{ line: i + 1, quantity: String(milli / 1000) }] : [],
  );
  if (lines.length === 0) return;
  const refund = { storeCode: 'S1', lines, reason: 'returned' };
  const answer = valueOf(await refundOrder(ctx, { key: newId(), orderId: receipt.answer.orderId, refund }));
  receipt.refunds.push(answer);
  backMilli.forEach((milli, i) => (receipt.keptMilli[i]! -= milli));
}

/** What a receipt whose goods all came back has not given back. */
function notWhole({ answer, refunds }: Receipt): string[] {
  const faults: string[] = [];
  const expect = (what: string, found: number, expected: number): void => {
    if (found !== expected) faults.push(`${what} of ${answer.orderId}: ${found} instead of ${expected}`);
  };
  expect('paid back', sum(refunds.map(({ amount }) => minor(amount))), minor(answer.payable));
  answer.tenders.forEach(({ amount }, i) =>
    expect(`tender ${i}`, sum(refunds.map(({ tenders }) => minor(tenders[i]!.amount))), minor(amount)),
  );
  expect('points returned', sum(refunds.map(({ pointsReturned }) => pointsReturned)), answer.pointsSpent);
  answer.earned.forEach(({ amount }, i) =>
    expect(`earning ${i}`, sum(refunds.map(({ takenBack }) => takenBack[i]!.amount)), amount),
  );
  expect('coupons', sum(refunds.map(({ couponsReturned }) => couponsReturned.length)), answer.coupons.length);
  return faults;
}

/** What the ledger holds otherwise than the receipts add up to. */
async function unbalanced(town: Town, guests: readonly Guest[], receipts: readonly Receipt[]): Promise<string[]> {
  const faults: string[] = [];
  for (const guest of guests) {
    const own = receipts.filter((receipt) => receipt.guest === guest);
    for (const [name, found, expected] of await accountsOf(town, guest, own)) {
      if (found !== expected) faults.push(`${name} of a guest: ${found} instead of ${expected}`);
    }
  }
  return faults;
}

type Compared = readonly [name: string, found: number, expected: number];

async function accountsOf({ ctx, assets }: Town, guest: Guest, receipts: readonly Receipt[]): Promise<Compared[]> {
  const [points, stamps, stored] = await Promise.all([
    net(ctx, guest, assets.points),
    net(ctx, guest, assets.stamps),
    held(ctx, guest),
  ]);
  const bonus = guest.paidInMinor >= 5_000 ? 700 : 0;
  const paidByCard = sum(receipts.map((receipt) => byCard(receipt)));
  const spent = sum(
    receipts.map(({ answer, refunds }) => answer.pointsSpent - sum(refunds.map((r) => r.pointsReturned))),
  );
  return [
    ['points', points, earnedNet(receipts, assets.points) - spent],
    ['stamps', stamps, earnedNet(receipts, assets.stamps)],
    ['card', stored, guest.paidInMinor + bonus - paidByCard],
  ];
}

const earnedNet = (receipts: readonly Receipt[], asset: string): number =>
  sum(
    receipts.flatMap(({ answer, refunds }) => [
      ...answer.earned.filter((one) => one.asset === asset).map(({ amount }) => amount),
      ...refunds.flatMap(({ takenBack }) =>
        takenBack.filter((one) => one.asset === asset).map(({ amount }) => -amount),
      ),
    ]),
  );

const byCard = ({ answer, refunds }: Receipt): number =>
  sum(
    answer.tenders.flatMap(({ kind, amount }, i) =>
      kind === 'stored_value' ? [minor(amount) - sum(refunds.map(({ tenders }) => minor(tenders[i]!.amount)))] : [],
    ),
  );

/** What a guest holds of a unit less what is owed, all lots together. */
async function net(ctx: Ctx, { customerId: owner }: Guest, asset: string): Promise<number> {
  const of = (account: AccountName) => ({ account, owner, asset });
  const [units, owed] = await inRead(ctx, (tx) => balancesOf(tx, [of('units'), of('units_owed')]));
  return units! - owed!;
}

async function held(ctx: Ctx, { cardId: owner }: Guest): Promise<number> {
  const of = (account: AccountName) => ({ account, owner, asset: 'CNY' });
  const lots = await inRead(ctx, (tx) => lotsOf(tx, [of('stored_value'), of('stored_bonus')]));
  return sum(lots.flat().map(({ balance }) => balance));
}
