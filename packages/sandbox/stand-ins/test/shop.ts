import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RunningStandIns } from '../index.ts';

export interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Shop {
  readonly url: string;
  readonly heard: Heard[];
  /** What it answers to the next callbacks. */
  answer: { status: number; body: string };
  stop(): Promise<void>;
}

/** A shop that writes down what the providers tell it. */
export async function openShop(): Promise<Shop> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      heard.push({ headers: request.headers, body: Buffer.concat(parts).toString('utf8') });
      response.writeHead(shop.answer.status).end(shop.answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const shop: Shop = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    heard,
    answer: { status: 200, body: 'success' },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return shop;
}

/** Presses a button of the stand-ins. */
export async function press<T>(running: RunningStandIns, path: string, body?: object): Promise<T> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(`${running.url}/control/${path}`, body === undefined ? {} : init);
  return (await response.json()) as T;
}
