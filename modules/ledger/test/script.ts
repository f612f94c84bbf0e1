import { expect } from 'vitest';
import { inRead, type Ctx } from '@shuke/db';
import { must, newId } from '@shuke/kernel';
import { actAs, type TestServices } from '@shuke/testkit';
import { expireLots } from '../expire-lots.ts';
import { balancesOf, verifyLedger, type AccountName, type Lot, type Step } from '../index.ts';
import { takeSnapshot } from '../take-snapshot.ts';
import { card, points, post, posting } from './shop.ts';

/**
 * Plays a table of one line an event at a new merchant and compares how each line ends with its last word. Customers,
 * cards and stores are made when they are first named. After every line the ledger has to verify.
 *
 *     earn NAME N [until DAY] [from DAY]       burn NAME N          in points
 *     topup CARD N at STORE [until DAY]        give CARD N [until DAY]
 *     spend, bonus, payback CARD N at STORE    refund CARD N at STORE
 *     day DAY                                  expire, snapshot: how many
 *     balance ACCOUNT of NAME                  the merchant's own is `shop`
 */
export async function play(services: TestServices, table: string): Promise<void> {
  const scene: Scene = { services, ctx: actAs(services), ids: new Map() };
  scene.ids.set('shop', scene.ctx.actor.merchantId);
  const lines = table.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim().split(/\s+/)]));
  const ended: string[] = [];
  for (const words of lines) {
    const verb = must(VERBS[words[0]!], `the script knows ${words[0]}`);
    ended.push([...words.slice(0, -1), await verb(scene, words.slice(1, -1))].join(' '));
    expect(await verifyLedger(scene.ctx)).toEqual([]);
  }
  expect(ended).toEqual(lines.map((words) => words.join(' ')));
}

interface Scene {
  readonly services: TestServices;
  readonly ctx: Ctx;
  readonly ids: Map<string, string>;
}

type Verb = (scene: Scene, words: readonly string[]) => Promise<string>;

const VERBS: Readonly<Record<string, Verb>> = {
  earn: (scene, [name, amount, ...rest]) => one(scene, points(scene.ctx, id(scene, name)).earn(+amount!, lotOf(rest))),
  burn: (scene, [name, amount]) => one(scene, points(scene.ctx, id(scene, name)).burn(+amount!, today(scene))),
  topup: (scene, [name, amount, , store, ...rest]) =>
    one(scene, card(scene.ctx, id(scene, name)).topUp(+amount!, id(scene, store), lotOf(rest))),
  give: (scene, [name, amount, ...rest]) => one(scene, card(scene.ctx, id(scene, name)).give(+amount!, lotOf(rest))),
  spend: (scene, words) => atStore(scene, words, 'spend'),
  bonus: (scene, words) => atStore(scene, words, 'spendBonus'),
  payback: (scene, words) => atStore(scene, words, 'payBack'),
  refund: (scene, [name, amount, , store, ...rest]) =>
    one(scene, card(scene.ctx, id(scene, name)).refund(+amount!, id(scene, store), lotOf(rest))),
  day: async ({ services: { clock } }, [day]) => {
    clock.set(`${day}T13:00:00Z`);
    return 'ok';
  },
  expire: async ({ ctx }) => String(await expireLots(ctx)),
  snapshot: async ({ ctx }) => String(await takeSnapshot(ctx)),
  balance: async (scene, [account, , name]) => {
    const asset = account!.startsWith('units') ? 'points:a' : 'CNY';
    const asked = { account: account as AccountName, owner: id(scene, name), asset };
    return String((await inRead(scene.ctx, (tx) => balancesOf(tx, [asked])))[0]);
  },
};

const today = ({ ctx }: Scene): string => ctx.clock.now().toISOString().slice(0, 10);

function id({ ids }: Scene, name = ''): string {
  const known = ids.get(name) ?? newId();
  ids.set(name, known);
  return known;
}

const atStore = (scene: Scene, words: readonly string[], verb: 'spend' | 'spendBonus' | 'payBack'): Promise<string> => {
  const [name, amount, , store] = words;
  return one(scene, card(scene.ctx, id(scene, name))[verb](+amount!, id(scene, store), today(scene)));
};

async function one({ ctx }: Scene, step: Step): Promise<string> {
  const [outcome] = await post(ctx, posting(ctx, step));
  return outcome === 'ok' ? 'ok' : `has_${(JSON.parse(outcome!) as { available: number }).available}`;
}

function lotOf(words: readonly string[]): Lot {
  const said = (word: string): string | undefined => words[words.indexOf(word) + 1];
  return {
    from: words.includes('from') ? said('from')! : '-infinity',
    until: words.includes('until') ? said('until')! : 'infinity',
  };
}
