import { test } from 'vitest';
import { testServices } from '@shuke/testkit';
import { play } from './script.ts';

const services = testServices();

test('points are burned the first to end first, and what is left on the last day becomes breakage', () =>
  play(
    services,
    `
    day 2026-12-01                                ok
    earn    alice 100  until 2027-01-01           ok
    earn    alice  50  until 2027-07-01           ok
    burn    alice  70                             ok
    burn    alice  81                             has_80
    expire                                        0
    day 2027-01-01                                ok
    burn    alice  51                             has_50
    expire                                        1
    expire                                        0
    balance units of alice                        50
    balance units_breakage of shop                30
    balance units_used of shop                    70
    balance units_issued of shop                  -150
    `,
  ));

test('what comes back to a lot that has ended is not spendable, and ends again', () =>
  play(
    services,
    `
    day 2026-12-01                                ok
    topup   card 100 at north until 2027-01-01    ok
    spend   card  60 at south                     ok
    day 2027-01-02                                ok
    expire                                        1
    refund  card  60 at south until 2027-01-01    ok
    spend   card   1 at south                     has_0
    balance stored_value of card                  60
    expire                                        1
    balance stored_value of card                  0
    balance stored_breakage of shop               100
    balance sales of south                        0
    `,
  ));

test('a bonus that ends goes back to where bonuses come from, and is no income', () =>
  play(
    services,
    `
    day 2026-12-01                                ok
    topup   card 100 at north                     ok
    give    card  20 until 2027-01-01             ok
    bonus   card   5 at south                     ok
    day 2027-01-02                                ok
    expire                                        1
    balance stored_bonus of card                  0
    balance stored_bonus_given of shop            -5
    balance stored_breakage of shop               0
    balance stored_value of card                  100
    `,
  ));

test('a balance is its last snapshot and what was posted since', () =>
  play(
    services,
    `
    day 2026-12-01                                ok
    topup   card 100 at north                     ok
    spend   card  10 at south                     ok
    snapshot                                      0
    day 2026-12-03                                ok
    topup   card   7 at north                     ok
    snapshot                                      2
    snapshot                                      0
    balance cash of north                         -107
    balance sales of south                        10
    day 2026-12-09                                ok
    spend   card   5 at west                      ok
    snapshot                                      1
    payback card  20 at north                     ok
    balance cash of north                         -87
    balance sales of south                        10
    balance sales of west                         5
    day 2026-12-12                                ok
    snapshot                                      2
    balance cash of north                         -87
    `,
  ));
