import { setTimeout as sleep } from 'node:timers/promises';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Shop } from './shop.ts';

const DATA = fileURLToPath(new URL('../../../../shared/data/', import.meta.url));

/** Whether the folder of real receipts lies beside the repository; the tests that need it say that they were skipped. */
export const hasData = existsSync(DATA);

export const dataFile = (path: string): Buffer => readFileSync(DATA + path);

export interface ImportAnswer {
  importId: string;
  status: string;
  rowsRead: number;
  rowsRejected: number;
  ordersNew: number;
  ordersKnown: number;
  customersNew: number;
  productsNew: number;
  failure: string | null;
}

/** Uploads a file, starts its import and waits for its end, as the console does. */
export async function importThroughHttp(
  shop: Shop,
  file: { name: string; bytes: Buffer; preset: string },
): Promise<ImportAnswer> {
  const upload = await shop.upload<ImportAnswer>(`/v1/imports?fileName=${encodeURIComponent(file.name)}`, file.bytes);
  if (upload.status !== 201) throw new Error(JSON.stringify(upload));
  const { importId } = upload.body;
  const started = await shop.post(`/v1/imports/${importId}/start`, { preset: file.preset });
  if (started.status !== 202) throw new Error(JSON.stringify(started));
  for (;;) {
    const job = await shop.get<ImportAnswer>(`/v1/imports/${importId}`);
    if (job.status === 'done' || job.status === 'failed') return job;
    await sleep(100);
  }
}

export interface Choice {
  customerId: string;
  rhythm: string;
  arm: 'treated' | 'control' | 'none';
  reason: string;
  couponCode: string | null;
}

/** Every choice of a plan, page by page. */
export async function allChoices(shop: Shop, planId: string): Promise<Choice[]> {
  const choices: Choice[] = [];
  let after: string | null = '';
  while (after !== null) {
    const page: { items: Choice[]; next: string | null } = await shop.get(
      `/v1/plans/${planId}/choices?limit=200&after=${encodeURIComponent(after)}`,
    );
    choices.push(...page.items);
    after = page.next;
  }
  return choices;
}

export interface LaterReceipts {
  choices: readonly Choice[];
  kind: string;
  /** Identifiers of the shop's guests, as its tills read them. */
  values: readonly string[];
  storeCode: string;
  line: { sku: string; name: string; quantity: string; amount: string };
  atMost: number;
}

/** Guests with a coupon come back: the till records a receipt that redeems it. Answers how many were redeemed. */
export async function redeemByReceipt(shop: Shop, later: LaterReceipts): Promise<number> {
  const codes = new Map(later.choices.map(({ customerId, couponCode }) => [customerId, couponCode]));
  let redeemed = 0;
  for (const value of later.values) {
    if (redeemed === later.atMost) break;
    const { kind, storeCode, line } = later;
    const found = await shop.post<{ customerId: string }>('/v1/customers/lookups', { kind, value });
    if (found.status !== 200) throw new Error(JSON.stringify(found));
    const code = codes.get(found.body.customerId);
    if (!code) continue;
    const receipt = {
      orderRef: `later-${redeemed}`,
      storeCode,
      orderedAt: shop.services.clock.now().toISOString(),
      customer: { kind, value },
      coupons: [code],
      lines: [line],
    };
    const recorded = await shop.post<{ customerId: string }>('/v1/orders', receipt);
    if (recorded.status !== 201) throw new Error(JSON.stringify(recorded));
    if (recorded.body.customerId !== found.body.customerId) throw new Error('the till knows the guest');
    redeemed += 1;
  }
  return redeemed;
}
