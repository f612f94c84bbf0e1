import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GATEWAYS, type Charge, type Outcome, type RefundOrder, type RefundOutcome } from '../gateway.ts';
import { codeOf, openWorld, type World } from './world.ts';

const CHARGES = 24;
const KINDS = ['dropped', 'busy', 'early', 'duplicated', 'lost', 'late_success'];
const MOST_ASKS = 80;

// Whoever only asks, cancels and asks again arrives at what the provider's own books say.
describe.each(GATEWAYS)('%s with faults in 30 of 100 calls', (name) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(name);
  });
  afterAll(() => world.stop());

  const isOpen = ({ state }: Outcome) => state === 'unknown' || state === 'waiting';

  /** Charges once, asks with time going by, and gives up half way: then it cancels until that is known to be done. */
  async function settle(charge: Charge): Promise<Outcome> {
    let outcome = await world.gateway.charge(world.account, charge);
    for (let ask = 1; isOpen(outcome) && ask <= MOST_ASKS; ask += 1) {
      await world.advance(20);
      const asks = ask < 5 || ask % 2 === 1;
      outcome = await world.gateway[asks ? 'query' : 'cancel'](world.account, charge);
    }
    return outcome;
  }

  async function payBack(order: RefundOrder): Promise<RefundOutcome> {
    let outcome: RefundOutcome = { state: 'accepted' };
    for (let ask = 1; outcome.state !== 'refunded' && ask <= MOST_ASKS; ask += 1) {
      outcome = await world.gateway[ask % 2 === 1 ? 'refund' : 'queryRefund'](world.account, order);
      await world.advance(20);
    }
    return outcome;
  }

  const tradesOf = ({ outTradeNo }: Charge) =>
    world.running.desk.book.all(name).filter((trade) => trade.outTradeNo.startsWith(outTradeNo));

  test.each([1, 2])(
    'seed %i: what is captured is paid, what ended is not, and nothing is paid or paid back twice',
    async (seed) => {
      await world.press('faults', { seed, rate: 0.3, kinds: KINDS });
      const ends = new Set<string>();
      for (let number = 0; number < CHARGES; number += 1) {
        const ending = ['10', '77', '55', '30'][number % 4]!;
        const digit = String((seed * CHARGES + number) % 100).padStart(2, '0');
        const charge = world.charge({ authCode: `${codeOf(name, digit).slice(0, -1)}${ending}` });
        // A guest who enters the password, or holds the card, while it is asked for.
        const pays = number % 8 === 1 || (name === 'stripe' && number % 2 === 0);
        const settled = settle(charge);
        if (pays) await world.press(`trades/${charge.outTradeNo}/pay`);
        const outcome = await settled;
        ends.add(outcome.state);
        const paid = tradesOf(charge).filter(({ state }) => state === 'paid');
        expect(isOpen(outcome), `${charge.outTradeNo} ${JSON.stringify(outcome)}`).toBe(false);
        expect(paid, JSON.stringify(outcome)).toHaveLength(outcome.state === 'captured' ? 1 : 0);
        if (outcome.state !== 'captured' || number % 3 !== 0) continue;
        const back = await payBack(world.refund(charge, { providerRef: outcome.providerRef }));
        expect(back).toMatchObject({ state: 'refunded', amountMinor: 1000 });
        expect(tradesOf(charge).flatMap(({ refunds }) => refunds)).toHaveLength(1);
      }
      expect(ends).toContain('captured');
      expect(ends).toContain('closed');
    },
    60_000,
  );
});
