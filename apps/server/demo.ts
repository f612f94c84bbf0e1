import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createTemplate } from '@shuke/coupon';
import { systemCtx, type Ctx, type Services } from '@shuke/db';
import { importFile } from '@shuke/exchange';
import { assert, businessDay, DAY_MS, type Refusal, type Result } from '@shuke/kernel';
import { createMerchant, listMerchants } from '@shuke/merchant';
import { createStreet, type Street } from '@shuke/sandbox';

export interface Demo {
  readonly signInName: string;
  readonly oneTimePassword: string;
  readonly merchantId: string;
}

const OWNER = { signInName: 'owner', displayName: '店主' };

/** Sets a demo merchant up in a database without any merchant: half a year of a noodle chain, and two coupon templates. */
export async function loadDemo(services: Services, say: (line: string) => void): Promise<Demo | null> {
  if ((await listMerchants(services, { limit: 1 })).length > 0) return null;
  const now = services.clock.now().getTime();
  const endDay = businessDay(now - DAY_MS, 'Asia/Shanghai');
  const street = createStreet({ seed: 1, days: 180, endDay, guests: 900, stores: 3 });
  say(`The database is empty: loading the demo merchant ${street.merchant} …`);
  const { merchant: name, currency, timeZone } = street;
  const made = granted(await createMerchant(services, { name, currency, timeZone, locale: 'zh-CN', owner: OWNER }));
  const ctx = systemCtx(services, made.merchantId);
  await importStreet(ctx, street, say);
  await addTemplates(ctx);
  const { merchantId, oneTimePassword } = made;
  return { signInName: OWNER.signInName, oneTimePassword, merchantId };
}

async function importStreet(ctx: Ctx, street: Street, say: (line: string) => void): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'shuke-demo-'));
  try {
    const path = join(folder, 'receipts.csv');
    await pipeline(Readable.from(street.csv()), createWriteStream(path));
    const done = granted(await importFile(ctx, { path, preset: 'shuke' }));
    say(`Imported ${done.ordersNew} receipts of ${done.customersNew} guests in ${street.stores.length} stores.`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function addTemplates(ctx: Ctx): Promise<void> {
  const terms = {
    itemSku: null,
    validFrom: ctx.clock.now(),
    validUntil: null,
    validDays: 14,
    usesPerCoupon: 1,
    issueLimit: null,
    customerLimit: null,
    budgetMinor: 500_000,
  };
  const five = {
    ...terms,
    name: '满 30 减 5',
    kind: 'cash',
    amountMinor: 500,
    percentBps: null,
    minSpendMinor: 3000,
  } as const;
  const share = {
    ...terms,
    name: '8.8 折',
    kind: 'percent',
    amountMinor: 1000,
    percentBps: 1200,
    minSpendMinor: 2000,
  } as const;
  for (const draft of [five, share]) granted(await createTemplate(ctx, { key: randomUUID(), draft }));
}

function granted<T>(result: Result<T, Refusal>): T {
  assert(result.ok, `the demo is not refused${result.ok ? '' : `: ${result.refusal.code}`}`);
  return result.value;
}
