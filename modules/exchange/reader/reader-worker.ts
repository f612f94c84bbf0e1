import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { must } from '@shuke/kernel';
import { isDamage } from '../read/open-file.ts';
import type { FromReader, ToReader } from './messages.ts';
import { readFile } from './read-file.ts';
import type { Known, ReaderHost, ReaderTask } from './reader.ts';

// The thread in which a file is read: it speaks of what it finds, and waits for the answers.
const port = must(parentPort, 'the reader runs in a thread of its own');
const say = (message: FromReader, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer);

async function ask(message: FromReader, transfer: ArrayBuffer[] = []): Promise<ToReader> {
  say(message, transfer);
  const [answer] = (await once(port, 'message')) as [ToReader];
  return answer;
}

const host: ReaderHost = {
  resolve: async (fresh) => (await ask({ kind: 'resolve', fresh })) as Known,
  stage: async (orders) => void (await ask({ kind: 'stage', orders }, [orders.buffer as ArrayBuffer])),
  reject: async (rejects) => void (await ask({ kind: 'reject', rejects })),
  tell: (read) => say({ kind: 'tell', read }),
};

try {
  say({ kind: 'end', batches: await readFile(workerData as ReaderTask, host) });
} catch (error) {
  say({ kind: 'failed', isDamage: isDamage(error), message: String((error as Error).stack ?? error) });
}
