import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A callback as a provider sent it, to be sent again. */
export interface Caught {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface Collector {
  readonly url: string;
  readonly caught: Caught[];
  close(): Promise<void>;
}

const KEPT = /^(?:content-type|wechatpay-)/;

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** Stands where a provider calls and takes what comes, so that nothing is sent twice. */
export async function startCollector(): Promise<Collector> {
  const caught: Caught[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const headers = Object.entries(request.headers).filter(([name]) => KEPT.test(name)) as [string, string][];
      caught.push({ path: request.url ?? '', headers: Object.fromEntries(headers), body });
      response.writeHead(200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    caught,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
