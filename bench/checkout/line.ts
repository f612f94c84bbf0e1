import { connect, type Socket } from 'node:net';

/** What came back: the status, and the body where it is not a good answer. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

const HEAD_END = '\r\n\r\n';
const LENGTH = 'content-length: ';

/**
 * One keep-alive connection of HTTP/1.1 with one request on it at a time, as a till has. It reads no more of an answer than
 * the benchmark asks about, so that the generator takes little of the processors that it measures.
 */
export class Line {
  readonly #socket: Socket;
  #rest: Buffer | null = null;
  #waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | null = null;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#read(chunk));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new Error('the server closed a connection')));
  }

  static open(port: number): Promise<Line> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1' });
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        resolve(new Line(socket));
      });
    });
  }

  send(bytes: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(bytes);
    });
  }

  close(): void {
    this.#socket.removeAllListeners('close');
    this.#socket.destroy();
  }

  #read(chunk: Buffer): void {
    const all = this.#rest === null ? chunk : Buffer.concat([this.#rest, chunk]);
    const headEnd = all.indexOf(HEAD_END, 0, 'latin1');
    const bodyFrom = headEnd + HEAD_END.length;
    const head = headEnd < 0 ? '' : all.toString('latin1', 0, headEnd);
    const whole = bodyFrom + lengthIn(head);
    if (headEnd < 0 || all.length < whole) {
      this.#rest = all;
      return;
    }
    this.#rest = null;
    const status = Number(head.slice(9, 12));
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.resolve({ status, body: status === 201 ? '' : all.toString('utf8', bodyFrom, whole) });
  }

  #fail(error: Error): void {
    this.#waiting?.reject(error);
    this.#waiting = null;
  }
}

function lengthIn(head: string): number {
  const at = head.indexOf(LENGTH);
  if (at < 0) return 0;
  const from = at + LENGTH.length;
  const end = head.indexOf('\r', from);
  return Number(head.slice(from, end < 0 ? undefined : end));
}
