import { parentPort, workerData } from 'node:worker_threads';
import { must } from '@shuke/kernel';
import { peopleHost } from './people-host.ts';
import type { FromPeople, ToPeople } from './people-thread.ts';

// The thread in which people are kept and walked over. It is told what to do in order, and answers walks alone.
const port = must(parentPort, 'people are kept in a thread of their own');
const host = peopleHost((workerData as { limitBytes: number }).limitBytes);

port.on('message', (message: ToPeople) => {
  switch (message.kind) {
    case 'begin':
      return host.begin(message.base, message.mostRows);
    case 'rows':
      return host.rows(message.base, message.piece);
    case 'end':
      return host.end(message.base);
    case 'forget':
      return host.forget(message.base);
    case 'since':
      return host.since(message.base, message.since);
    default:
      return port.postMessage(answerTo(message));
  }
});

function answerTo({ call, walk }: Extract<ToPeople, { kind: 'walk' }>): FromPeople {
  try {
    return { call, walked: host.walk(walk) };
  } catch (error) {
    return { call, failed: String((error as Error).stack ?? error) };
  }
}
