import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** What a client sent, and where to reach the stand-in. */
export interface OldServer {
  readonly url: string;
  readonly queries: string[];
  close(): void;
}

const message = (type: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
};

const int16 = (n: number): Buffer => Buffer.from([n >> 8, n & 255]);
const int32 = (n: number): Buffer => Buffer.from([n >> 24, (n >> 16) & 255, (n >> 8) & 255, n & 255]);
const column = (name: string): Buffer =>
  Buffer.concat([Buffer.from(`${name}\0`), int32(0), int16(0), int32(25), int16(-1), int32(-1), int16(0)]);
const value = (text: string): Buffer => Buffer.concat([int32(text.length), Buffer.from(text)]);

const READY = message('Z', Buffer.from('I'));
const GREETING = Buffer.concat([message('R', int32(0)), READY]);

/**
 * A stand-in that speaks just enough of PostgreSQL's protocol to say how old it is: no PostgreSQL before 15 comes with
 * the project, and the refusal must reach those who have one.
 */
export async function startOldServer(version: string, versionNum: string): Promise<OldServer> {
  const queries: string[] = [];
  const answer = Buffer.concat([
    message('T', Buffer.concat([int16(2), column('num'), column('shown')])),
    message('D', Buffer.concat([int16(2), value(versionNum), value(version)])),
    message('C', Buffer.from('SELECT 1\0')),
    READY,
  ]);
  const server = createServer((socket: Socket) => {
    let greeted = false;
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      if (!greeted) {
        greeted = true;
        socket.write(GREETING);
      } else if (bytes.toString('latin1', 0, 1) === 'Q') {
        queries.push(bytes.toString('utf8', 5, bytes.length - 1));
        socket.write(answer);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `postgres://shop@127.0.0.1:${port}/shop`, queries, close: () => void server.close() };
}
