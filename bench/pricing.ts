import { seededRandom, type Random } from '@shuke/kernel';
import { checkCertificate, type Priced } from '@shuke/pricing';
import { isQuick, printFigures, printHead, rounded, thousands } from './lib/report.ts';
import { answer, compiled, drawBusyCarts, greedyDue, type Asked, type Busy } from './pricing/carts.ts';
import { AUTOMATIC, COUPONS_HELD, COUPON_KINDS, fillCart, meetGuest, openShop } from './pricing/shop.ts';

// How long the best combination and its proof take on one core: carts of 20 lines that many promotions apply to, one by
// one, and small carts a second. Proofs are checked, and a greedy till says how hard the carts are.

const SHOPS = 20;
const BUSY: Busy = { carts: 50, lines: 20, leastEligible: 15, leastGroups: 3 };
const SMALL = { carts: 2000, lines: 5, promotions: 10 };
const ROUNDS = isQuick() ? 3 : 15;
const SMALL_MS = isQuick() ? 1500 : 6000;

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;

const ascending = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b);

/** Microseconds for each pricing of each cart, in ascending order; a round before is not counted. */
function timeEach(carts: readonly Asked[], rounds: number): number[] {
  const times: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    for (const cart of carts) {
      const start = process.hrtime.bigint();
      answer(cart);
      if (round > 0) times.push(Number(process.hrtime.bigint() - start) / 1000);
    }
  }
  return ascending(times);
}

interface Small {
  readonly perSecond: number;
  readonly used: number;
}

function priceSmallCarts(random: Random): Small {
  const shop = openShop(random);
  const ruleSet = compiled({ ...shop.rules, promotions: shop.rules.promotions.slice(0, SMALL.promotions) });
  const carts = Array.from({ length: SMALL.carts }, () => {
    return { ruleSet, cart: fillCart(random, shop, SMALL.lines), guest: { ...meetGuest(random), coupons: [] } };
  });
  const used = carts.reduce((sum, cart) => sum + answer(cart).applied.length, 0) / carts.length;
  let priced = 0;
  const start = performance.now();
  while (performance.now() - start < SMALL_MS) {
    for (const cart of carts) answer(cart);
    priced += carts.length;
  }
  return { perSecond: priced / ((performance.now() - start) / 1000), used };
}

/** The same carts where the guest may decline every price too: each standing price is one choice more. */
function withPricesDeclinable(carts: readonly Asked[]): Asked[] {
  const declinable = new Map(
    Array.from(new Set(carts.map(({ ruleSet }) => ruleSet)), (ruleSet) => {
      const promotions = ruleSet.rules.promotions.map((one) => ({ ...one, declinable: true }));
      return [ruleSet, compiled({ ...ruleSet.rules, promotions })];
    }),
  );
  return carts.map((cart) => ({ ...cart, ruleSet: declinable.get(cart.ruleSet)! }));
}

function countRejected(carts: readonly Asked[], answers: readonly Priced[]): number {
  return carts.filter(({ ruleSet, cart, guest }, i) => {
    return !checkCertificate({ rules: ruleSet.rules, cart, guest }, answers[i]!).ok;
  }).length;
}

function printSpread(name: string, values: readonly number[]): void {
  const sorted = ascending(values);
  const figures = [at(sorted, 0), at(sorted, 0.5), at(sorted, 0.99), at(sorted, 1)].map((one) => thousands(one));
  console.log(`  ${name.padEnd(22)} least ${figures[0]}, p50 ${figures[1]}, p99 ${figures[2]}, most ${figures[3]}`);
}

interface Answered {
  readonly answers: readonly Priced[];
  readonly unproven: number;
  readonly rejected: number;
  readonly greedyPct: number;
}

function answerAll(carts: readonly Asked[]): Answered {
  const answers = carts.map((cart) => answer(cart));
  const unproven = answers.filter(({ certificate }) => !certificate.proven).length;
  const rejected = countRejected(carts, answers);
  const greedyPct = (100 * carts.filter((cart, i) => greedyDue(cart) > answers[i]!.dueMinor).length) / carts.length;
  return { answers, unproven, rejected, greedyPct };
}

function printAnswers(carts: readonly Asked[], { answers, unproven, rejected, greedyPct }: Answered): void {
  printSpread(
    'eligible promotions',
    carts.map(({ eligible }) => eligible.length),
  );
  printSpread(
    'promotions used',
    answers.map(({ applied }) => applied.length),
  );
  printSpread(
    'nodes of the proof',
    answers.map(({ certificate }) => certificate.nodes.length),
  );
  console.log(`  ${'proofs'.padEnd(22)} ${unproven} missing, ${rejected} rejected by the checker`);
  console.log(`  ${'a greedy till'.padEnd(22)} takes too much on ${rounded(greedyPct, 3)} % of the carts`);
}

function printHarder(carts: readonly Asked[]): void {
  const unproven = carts.filter((cart) => !answer(cart).certificate.proven).length;
  console.log('  the same carts, where every price may be declined as well:');
  printSpread('  microseconds a cart', timeEach(carts, 2));
  console.log(`  ${'  proofs'.padEnd(22)} ${unproven} missing`);
}

function main(): void {
  const random = seededRandom(20_261_124);
  const drawn = Array.from({ length: SHOPS }, () => drawBusyCarts(random, openShop(random), BUSY));
  const carts = drawn.flatMap((one) => one.carts);
  printHead('The best combination and its proof', {
    shops: SHOPS,
    'live promotions': `${AUTOMATIC} in each shop, and ${COUPON_KINDS} kinds of coupon`,
    carts: `${carts.length} of ${drawn.reduce((sum, one) => sum + one.drawn, 0)} drawn`,
    'in each cart': `${BUSY.lines} lines, ${COUPONS_HELD} coupons in hand`,
    'eligible in each': `${BUSY.leastEligible} promotions or more in ${BUSY.leastGroups} stacking groups or more`,
    'small carts': `${SMALL.lines} lines, ${SMALL.promotions} promotions`,
    rounds: ROUNDS,
  });
  const answered = answerAll(carts);
  printAnswers(carts, answered);
  const times = timeEach(carts, ROUNDS);
  printSpread('microseconds a cart', times);
  printHarder(withPricesDeclinable(carts));
  const small = priceSmallCarts(random);
  const used = rounded(small.used, 2);
  console.log(`  ${'small carts'.padEnd(22)} ${thousands(small.perSecond)} a second, ${used} promotions used in each`);
  if (answered.rejected > 0) process.exitCode = 1;
  printFigures({
    p50_us: Math.round(at(times, 0.5)),
    p99_us: Math.round(at(times, 0.99)),
    small_carts_per_s: Math.round(small.perSecond),
    unproven: answered.unproven,
    greedy_suboptimal_pct: rounded(answered.greedyPct, 3),
  });
}

main();
