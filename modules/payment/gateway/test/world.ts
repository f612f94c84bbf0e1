import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startStandIns, type RunningStandIns } from '@shuke/sandbox/stand-ins';
import type { Charge, Gateway, GatewayAccount, GatewayName, RawCallback, RefundOrder, Scene } from '../gateway.ts';
import { gateways } from '../gateways.ts';

/** A provider's stand-in, an account with it, and what it calls back. */
export interface World {
  readonly running: RunningStandIns;
  readonly gateway: Gateway;
  readonly account: GatewayAccount;
  readonly heard: RawCallback[];
  charge(more?: Partial<Charge>): Charge;
  refund(of: Charge, more?: Partial<RefundOrder>): RefundOrder;
  press(path: string, body?: object): Promise<unknown>;
  advance(seconds: number): Promise<unknown>;
  /** No faults any more. */
  calm(): Promise<unknown>;
  stop(): Promise<void>;
}

/** A code that the stand-in's guest shows: its last two digits say how it ends. */
const CODES: Readonly<Record<GatewayName, string>> = {
  wechat: '130000000000000',
  alipay: '280000000000000',
  unionpay: '6200000000000000',
  stripe: '',
};

export const codeOf = (gateway: GatewayName, ending: string): string => `${CODES[gateway]}${ending}`;

/** How a guest pays at once with each provider. */
export const SCENE: Readonly<Record<GatewayName, Scene>> = {
  wechat: 'payment_code',
  alipay: 'payment_code',
  unionpay: 'payment_code',
  stripe: 'terminal',
};

export async function openWorld(name: GatewayName, signMethod?: string): Promise<World> {
  const heard: RawCallback[] = [];
  const server = await listen(heard);
  const running = await startStandIns({ tickMs: null });
  const notifyUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const { baseUrl, settings, secrets } = running.providers[name].account('demo', signMethod);
  const account = {
    merchantId: 'm',
    accountId: `${name}-${running.url}`,
    gateway: name,
    baseUrl,
    notifyUrl,
    settings,
    secrets,
  };
  const press = async (path: string, body: object = {}): Promise<unknown> => {
    const headers = { 'content-type': 'application/json' };
    const sent = { method: 'POST', headers, body: JSON.stringify(body) };
    return (await fetch(`${running.url}/control/${path}`, sent)).json();
  };
  if (name === 'stripe') await press('stripe/webhook', { url: notifyUrl });
  const numbers = { charge: 0, refund: 0 };
  return {
    running,
    gateway: gateways[name],
    account,
    heard,
    press,
    calm: () => press('faults', { seed: 1, rate: 0, kinds: [] }),
    advance: (advanceS) => press('clock', { advanceS }),
    charge: (more) => chargeOf(name, (numbers.charge += 1), more),
    refund: (of, more) => refundOf(of, (numbers.refund += 1), more),
    stop: async () => {
      await running.stop();
      server.closeAllConnections();
      server.close();
    },
  };
}

function listen(heard: RawCallback[]): Promise<Server> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      heard.push({ body: Buffer.concat(parts), headers: request.headers as RawCallback['headers'] });
      response.end('success');
    });
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

const MINUTES_15 = 15 * 60_000;

function chargeOf(gateway: GatewayName, number: number, more: Partial<Charge> = {}): Charge {
  const startedAt = new Date();
  return {
    outTradeNo: `PAY${String(number).padStart(8, '0')}`,
    amountMinor: 2800,
    currency: gateway === 'stripe' ? 'HKD' : 'CNY',
    subject: '红烧牛肉面',
    scene: SCENE[gateway],
    authCode: codeOf(gateway, `${String(100 + number).slice(1)}0`),
    payerId: gateway === 'alipay' ? '2088000000000001' : 'openid-1',
    clientIp: '127.0.0.1',
    storeCode: 'S1',
    startedAt,
    expiresAt: new Date(startedAt.getTime() + MINUTES_15),
    ...more,
  };
}

const refundOf = (of: Charge, number: number, more: Partial<RefundOrder> = {}): RefundOrder => ({
  outRefundNo: `REF${String(number).padStart(8, '0')}`,
  outTradeNo: of.outTradeNo,
  providerRef: '',
  amountMinor: 1000,
  totalMinor: of.amountMinor,
  currency: of.currency,
  reason: '换货',
  startedAt: new Date(),
  ...more,
});
