import { must } from '@shuke/kernel';
import { answerFrom } from '../postings/answer.ts';
import { build } from '../postings/build.ts';
import type { Postings } from '../postings/postings.ts';
import { Inbox } from './inbox.ts';
import type { Answers, Built, Work } from './messages.ts';

/** The indexes of one thread, each a share of a merchant's people. */
export class Holder {
  readonly #held = new Map<number, Postings>();
  readonly #begun = new Map<number, Inbox>();

  async do(work: Work): Promise<Answers[keyof Answers]> {
    switch (work.is) {
      case 'build':
        return this.#build(work);
      case 'take': {
        const inbox = must(this.#begun.get(work.index), 'the index is being made');
        return new Promise((resolve) => {
          inbox.put({ piece: work.piece, opened: () => resolve(null) });
        });
      }
      case 'count':
        return answerFrom(must(this.#held.get(work.index), 'the index is held'), work.questions, work.wanted);
      case 'drop':
        this.#begun.get(work.index)?.close();
        this.#held.delete(work.index);
        return null;
    }
  }

  async #build({ index, names, share }: Extract<Work, { is: 'build' }>): Promise<Built> {
    const inbox = new Inbox();
    this.#begun.set(index, inbox);
    try {
      const postings = await build({ names, share, blocks: (table) => inbox.blocks(table) });
      this.#held.set(index, postings);
      return { people: postings.size, lines: postings.lines.order.length, bytes: bytesOf(postings) };
    } finally {
      inbox.close();
      this.#begun.delete(index);
    }
  }
}

function bytesOf(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, one) => sum + bytesOf(one), 0);
}
