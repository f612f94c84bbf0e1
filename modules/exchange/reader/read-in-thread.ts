import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Bug } from '@shuke/kernel';
import type { FromReader, ToReader } from './messages.ts';
import type { ReaderHost, ReadFile } from './reader.ts';

/** A file that is cut off or not what it began as. */
export class DamagedFile extends Error {
  override name = 'DamagedFile';
}

/**
 * Reads a file in a thread of its own: it keeps a processor busy for seconds a million rows, which here would keep every
 * request waiting, and its memory is limited whatever the file holds.
 */
export const readInThread: ReadFile = async (task, host) => {
  const worker = new Worker(new URL('reader-worker.ts', import.meta.url), {
    workerData: task,
    execArgv: [],
    resourceLimits: { maxYoungGenerationSizeMb: 48, maxOldGenerationSizeMb: 384 },
  });
  try {
    for await (const [message] of on(worker, 'message') as AsyncIterable<[FromReader]>) {
      if (message.kind === 'end') return message.batches;
      if (message.kind === 'failed')
        throw message.isDamage ? new DamagedFile(message.message) : new Error(message.message);
      const answer = await answerTo(message, host);
      if (answer !== undefined) worker.postMessage(answer);
    }
    throw new Bug('a reader ends with a word');
  } finally {
    await worker.terminate();
  }
};

type Said = Exclude<FromReader, { kind: 'end' | 'failed' }>;

async function answerTo(message: Said, host: ReaderHost): Promise<ToReader | undefined> {
  switch (message.kind) {
    case 'resolve':
      return host.resolve(message.fresh);
    case 'stage':
      await host.stage(message.orders);
      return null;
    case 'reject':
      await host.reject(message.rejects);
      return null;
    case 'tell':
      host.tell(message.read);
      return undefined;
    default:
      throw new Bug(`the reader said ${JSON.stringify(message satisfies never)}`);
  }
}
