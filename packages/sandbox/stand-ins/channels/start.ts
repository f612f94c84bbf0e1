import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { memoryContext, type FaultPlan } from './context.ts';
import { registerChannels } from './register.ts';
import type { TakeawayOrder } from './takeaway.ts';
import type { Voucher } from './vouchers.ts';

/** What the buttons answer, each its part. */
export interface Pressed {
  readonly no: string;
  readonly statuses: readonly number[];
  readonly status: number;
  readonly data: object;
  readonly orders: readonly (Omit<TakeawayOrder, 'shop'> & { readonly income: number })[];
  readonly stock: readonly object[];
  readonly vouchers: readonly Voucher[];
}

export interface RunningChannels {
  readonly url: string;
  /** Presses a button of the stand-ins. */
  control(path: string, body?: object): Promise<Pressed>;
  stop(): Promise<void>;
}

const NO_FAULTS: FaultPlan = { seed: 1, rate: 0, kinds: [] };

/** Starts the platforms alone on a free port of this machine, with their state in memory: for tests. */
export async function startChannelStandIns({
  faults = NO_FAULTS,
  now = () => new Date(),
}: { readonly faults?: FaultPlan; readonly now?: () => Date } = {}): Promise<RunningChannels> {
  const app = fastify();
  await registerChannels(app, memoryContext(faults, now));
  await app.listen({ port: 0, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  return {
    url,
    async control(path, body) {
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
      const response = await fetch(`${url}/control/channels/${path}`, body === undefined ? {} : init);
      return (await response.json()) as Pressed;
    },
    stop: () => app.close(),
  };
}
