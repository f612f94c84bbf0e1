import type { IdentifierKind } from '@shuke/contract';
import { newPersonKeys, sealIdentifier } from '@shuke/customer';
import { inTx, systemCtx, type Ctx, type Services } from '@shuke/db';
import { must, newId, ok, type Refusal, type Result } from '@shuke/kernel';
import { addApiKey, addStore, createMerchant } from '@shuke/merchant';
import { loadMembers, type Lanes } from './bulk-load.ts';
import { loadHistory } from './history.ts';
import { idText, newIds, type SealedKind, type ShopRows } from './member-rows.ts';
import { identifiersOf, membersByMerchant, SIZES, type Regular, type Shop } from './town.ts';

// Merchants, stores and API keys are made by the modules' own commands. The members are one load a table: those who come
// to a till in a run have real keyed hashes; of the others the hashes are random bytes, which to an index is the same.

const AT_ONCE = 4;
/** One member in so many comes to a till, of each number of identifiers alike: the i-th is number `i × EVERY + i mod EVERY`. */
const EVERY = SIZES.members / SIZES.regulars;

interface Opened {
  readonly shop: Shop;
  readonly rows: ShopRows;
}

/** Sets up all merchants with their members. */
export async function seedMembers(services: Services, lanes: Lanes): Promise<Shop[]> {
  const counts = membersByMerchant();
  const opened: Opened[] = [];
  const next = counts.entries();
  const work = async (): Promise<void> => {
    for (const [i, members] of next) opened[i] = await openShop(services, i, members);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const shops = opened.map(({ shop }) => shop);
  await loadMembers(lanes, {
    shops: opened.map(({ rows }) => rows),
    besides: (lane) => loadHistory(lane, shops),
  });
  return shops;
}

async function openShop(services: Services, no: number, members: number): Promise<Opened> {
  const owner = { signInName: `owner@shop${no}`, displayName: 'Owner' };
  const made = await createMerchant(services, { name: `shop${no}`, currency: 'CNY', timeZone: 'Asia/Shanghai', owner });
  const ctx = systemCtx(services, valueOf(made).merchantId);
  const { token } = valueOf(await addApiKey(ctx, { name: 'tills', scopes: ['customer:serve'] }));
  const { storeId } = valueOf(await addStore(ctx, { key: newId(), code: 'S1', name: 'Store' }));
  const { merchantId } = ctx.actor;
  const ids = newIds(members, Date.now());
  const numbers = Array.from({ length: Math.floor(members / EVERY) }, (_, i) => i * EVERY + (i % EVERY));
  const regulars = numbers.map((n): Regular => ({ customerId: idText(ids, n), identifiers: identifiersOf(n) }));
  const hashes = new Map(numbers.map((n) => [n, hashesOf(ctx, n)]));
  const shop = { merchantId, token: must(token, 'the first answer shows it'), storeId, regulars };
  return { shop, rows: { merchantId, members, ids, hashes, ...(await sealedBytes(ctx)) } };
}

const hashesOf = ({ vault, actor }: Ctx, n: number): Buffer[] =>
  identifiersOf(n).map(({ kind, value }) => valueOf(sealIdentifier(vault, actor.merchantId, { kind, value })).hash);

async function sealedBytes(ctx: Ctx): Promise<Pick<ShopRows, 'key' | 'sealed'>> {
  const made = await inTx(ctx, {}, async (tx) => {
    const key = must((await newPersonKeys(tx, [newId()]))[0], 'a key was asked for');
    const valueOfKind = new Map<IdentifierKind, string>(identifiersOf(3).map(({ kind, value }) => [kind, value]));
    const sealed = (kind: SealedKind): Buffer =>
      key.seal('identifier', must(valueOfKind.get(kind), 'the third has all'));
    const [phone, payment, wechat] = (['phone', 'payment_token', 'wechat_openid'] as const).map(sealed);
    return ok({ key: key.wrapped, sealed: { phone: phone!, payment_token: payment!, wechat_openid: wechat! } });
  });
  return valueOf(made);
}

function valueOf<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(`the benchmark's data was refused: ${JSON.stringify(result.refusal)}`);
  return result.value;
}
