import { parentPort } from 'node:worker_threads';
import { must } from '@shuke/kernel';
import { Holder } from './holder.ts';
import type { Answered, Asked } from './messages.ts';

const port = must(parentPort, 'a thread that holds indexes has one that asks it');
const holder = new Holder();

async function answered({ no, work }: Asked): Promise<Answered> {
  try {
    return { no, answer: await holder.do(work) };
  } catch (error) {
    return { no, problem: (error as Error).message };
  }
}

port.on('message', (asked: Asked) => void answered(asked).then((answer) => port.postMessage(answer)));
