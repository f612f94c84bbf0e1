import { inTurns, newId } from '@shuke/kernel';
import type { RunningStandIns } from '@shuke/sandbox/stand-ins';
import type { Caught, Collector } from './collector.ts';
import type { PayingShop } from './shop.ts';

const AT_ONCE = 24;

/** Starts payments in WeChat at the program, over HTTP as tills do; each guest pays twice. */
export async function startPayments(port: number, shops: readonly PayingShop[], count: number): Promise<void> {
  await inTurns([...Array(count).keys()], AT_ONCE, async (i) => {
    const { token, accountId } = shops[i % shops.length]!;
    const body = JSON.stringify({
      orderRef: newId(),
      storeCode: 'S1',
      lines: [{ sku: 'TEA', quantity: '2' }],
      tenders: [{ kind: 'gateway' }],
      scene: 'jsapi',
      payerId: `guest-${Math.floor(i / shops.length / 2)}`,
      accountId,
    });
    const headers = {
      authorization: `Bearer ${token}`,
      'idempotency-key': newId(),
      'content-type': 'application/json',
    };
    const answer = await fetch(`http://127.0.0.1:${port}/v1/payments`, { method: 'POST', headers, body });
    if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
    await answer.arrayBuffer();
  });
}

/** All guests pay, and WeChat's callbacks are caught before they reach the shop. */
export async function catchCallbacks(standIns: RunningStandIns, collector: Collector): Promise<Caught[]> {
  const { desk } = standIns;
  const waiting = desk.book.all('wechat').filter(({ state }) => state === 'waiting');
  for (let at = 0; at < waiting.length; at += AT_ONCE) {
    for (const { gateway, merchantNo, outTradeNo } of waiting.slice(at, at + AT_ONCE)) {
      desk.book.guest(`${gateway}/${merchantNo}/${outTradeNo}`, 'pays');
    }
    await desk.courier.sendDue();
  }
  return collector.caught;
}

/** A caught callback as it goes over the wire to the program. */
export function bytesOf({ path, headers, body }: Caught): Buffer {
  const head = Object.entries({ host: 'bench', ...headers, 'content-length': String(body.length) })
    .map(([name, value]) => `${name}: ${value}`)
    .join('\r\n');
  return Buffer.concat([Buffer.from(`POST ${path} HTTP/1.1\r\n${head}\r\n\r\n`), body]);
}
