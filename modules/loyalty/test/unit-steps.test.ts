import { expect, test } from 'vitest';
import { newId, seededRandom, type Random } from '@shuke/kernel';
import { Book, type Lot, type Move, type Step } from '@shuke/ledger';
import { addDays } from '../calendar.ts';
import {
  burnSteps,
  earnSteps,
  holdingsOfAssets,
  owedIn,
  returnSteps,
  takeBackSteps,
  unitsHolding,
} from '../unit-steps.ts';
import { UnitsModel } from './units-model.ts';

const ASSET = 'points:a';
const MEMBER = { merchantId: newId(), customerId: newId() };
const START = '2026-03-02';
const forever: Lot = { from: '2026-01-01', until: '2030-01-01' };

const openBook = (): Book => new Book(holdingsOfAssets(MEMBER, [ASSET]));

function post(book: Book, steps: readonly Step[]): boolean {
  const head = { merchantId: MEMBER.merchantId, transactionId: newId(), purpose: 'test', referenceId: newId() };
  return book.post({ ...head, steps }).ok;
}

const lastMoves = (book: Book): Move[] =>
  book.posted.at(-1)!.transfers.map(({ lot, ...move }) => (lot ? { ...move, lot } : move));

const earn = (book: Book, lot: Lot, amount: number): boolean =>
  post(book, earnSteps({ ...MEMBER, earnings: [{ asset: ASSET, amount, lot }], owed: owedIn(book, MEMBER) }));

const burn = (book: Book, day: string, amount: number): boolean =>
  post(book, burnSteps({ ...MEMBER, asset: ASSET, amount, day }));

const notReturned = (moves: readonly Move[]) => moves.map((move) => ({ ...move, returned: 0 }));

const held = (book: Book): string[] =>
  book
    .lots(unitsHolding(MEMBER, ASSET))
    .filter(({ balance }) => balance > 0)
    .map(({ from, until, balance }) => `${from} ${until} ${balance}`);

interface Order {
  readonly lot: Lot;
  /** What is left of its earning to be taken back. */
  earned: number;
  readonly drawn: readonly Move[];
  readonly modelDrawn: readonly [Lot, number][];
  isReturned: boolean;
}

/** One customer's earning, burning and refunds, done to the book and to the model alike. */
class Life {
  readonly #random: Random;
  readonly #book = openBook();
  readonly #model = new UnitsModel();
  readonly #orders: Order[] = [];
  #day = START;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }

  step(): void {
    const event = this.#random.pick([this.#wait, this.#earn, this.#burn, this.#takeBack, this.#giveBack]);
    event();
    const standing = this.#book.lots(unitsHolding(MEMBER, ASSET)).reduce((sum, { balance }) => sum + balance, 0);
    const owed = owedIn(this.#book, MEMBER)(ASSET);
    const found = { held: held(this.#book), owed, worth: standing - owed };
    const wanted = { held: this.#model.held(), owed: this.#model.owed, worth: this.#model.worth };
    // Compared as text first: thousands of deep comparisons would be most of the time.
    if (JSON.stringify(found) !== JSON.stringify(wanted)) expect(found).toEqual(wanted);
  }

  readonly #wait = (): void => {
    this.#day = addDays(this.#day, this.#random.int(40));
  };

  readonly #earn = (): void => {
    const from = this.#random.int(3) === 0 ? addDays(this.#day, this.#random.int(10)) : '-infinity';
    const lot = { from, until: `${addDays(this.#day, 62 + 31 * this.#random.int(3)).slice(0, 8)}01` };
    const earned = 1 + this.#random.int(40);
    earn(this.#book, lot, earned);
    this.#model.earn(lot, earned);
    this.#orders.push({ lot, earned, drawn: [], modelDrawn: [], isReturned: false });
  };

  readonly #burn = (): void => {
    const amount = 1 + this.#random.int(60);
    const modelDrawn = this.#model.burn(this.#day, amount);
    const isBurned = burn(this.#book, this.#day, amount);
    if (isBurned !== (modelDrawn !== null)) expect.fail(`${amount} on ${this.#day} is burned in one of the two`);
    if (!modelDrawn) return;
    this.#orders.push({ lot: forever, earned: 0, drawn: lastMoves(this.#book), modelDrawn, isReturned: false });
  };

  readonly #takeBack = (): void => {
    const order = this.#orders[this.#random.int(this.#orders.length)];
    if (!order || order.earned === 0) return;
    const amount = 1 + this.#random.int(order.earned);
    order.earned -= amount;
    const { lot } = order;
    post(this.#book, takeBackSteps(this.#book, { ...MEMBER, asset: ASSET, amount, lot, day: this.#day }));
    this.#model.takeBack(this.#day, lot, amount);
  };

  readonly #giveBack = (): void => {
    const order = this.#orders[this.#random.int(this.#orders.length)];
    if (!order || order.drawn.length === 0 || order.isReturned) return;
    const most = order.drawn.reduce((sum, { amount }) => sum + amount, 0);
    const amount = 1 + this.#random.int(most);
    order.isReturned = true;
    post(this.#book, returnSteps(notReturned(order.drawn), amount));
    this.#model.giveBack(order.modelDrawn, amount);
  };
}

test('300 random lives hold and owe what a plain model says, after each step', () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const life = new Life(seed);
    for (let step = 0; step < 30; step += 1) life.step();
  }
});

test('a debt is settled once though two earnings of one purchase could', () => {
  const book = openBook();
  earn(book, forever, 10);
  burn(book, START, 10);
  post(book, takeBackSteps(book, { ...MEMBER, asset: ASSET, amount: 10, lot: forever, day: START }));
  const twice = [6, 7].map((amount) => ({ asset: ASSET, amount, lot: forever }));
  post(book, earnSteps({ ...MEMBER, earnings: twice, owed: owedIn(book, MEMBER) }));
  expect([held(book), owedIn(book, MEMBER)(ASSET)]).toEqual([['2026-01-01 2030-01-01 3'], 0]);
});

test('units that come back in the same refund are there to be taken back, so that nothing is owed', () => {
  const book = openBook();
  earn(book, forever, 50);
  burn(book, START, 50);
  const before = returnSteps(notReturned(lastMoves(book)), 50);
  const taken = takeBackSteps(book, { ...MEMBER, asset: ASSET, amount: 50, lot: forever, day: START, before });
  expect(post(book, [...before, ...taken])).toBe(true);
  expect([held(book), owedIn(book, MEMBER)(ASSET)]).toEqual([[], 0]);
});

test('several partial refunds return each lot its share, and never more than was drawn', () => {
  const early: Lot = { from: '-infinity', until: '2026-04-01' };
  const book = openBook();
  earn(book, early, 30);
  earn(book, forever, 30);
  burn(book, START, 50);
  const [first, second] = lastMoves(book);
  const drawn = [
    { ...first!, returned: 0 },
    { ...second!, returned: 15 },
  ];
  expect(returnSteps(drawn, 10).map(({ lot, amount }) => [lot?.until, amount])).toEqual([
    ['2030-01-01', 5],
    ['2026-04-01', 5],
  ]);
  expect(returnSteps(drawn, 999).reduce((sum, { amount }) => sum + amount, 0)).toBe(35);
});
