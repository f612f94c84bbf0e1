import { basketItems, type Histories } from './histories.ts';
import type { Knowledge } from './knowledge.ts';
import { NeighbourSearch } from './neighbours.ts';
import { ownHistory, type OwnHistory } from './own-history.ts';
import { Accumulator, type Rows } from './rows.ts';
import { tasteOf } from './taste-space.ts';
import { Top } from './top.ts';

const NEIGHBOURS = 300;
/** The closest of them tell most about a taste, all of them most about what is bought at all. */
const CLOSE_NEIGHBOURS = 50;
/** How many of a customer's baskets count as his latest. */
const LATEST = 3;
/** How many items each source proposes. */
const PROPOSED = 60;

/** What the sources say of each item. */
interface Sources {
  readonly personal: Accumulator;
  /** The neighbours' personal vectors on average, the nearer ones counting more. */
  readonly neighbours: Accumulator;
  /** The share of neighbours, and of close ones, in whose next basket an item was. */
  readonly neighboursNext: Accumulator;
  readonly closeNext: Accumulator;
  readonly related: Accumulator;
  /** How often items follow on those of the customer's latest baskets. */
  readonly following: Accumulator;
}

/** One customer as the sources see him; what it holds is overwritten when the next is looked at. */
export interface Candidates extends Sources {
  readonly own: OwnHistory;
  /** The items that are worth a question: bought before, or proposed by one of the sources. */
  readonly items: readonly number[];
  readonly taste: Float64Array;
}

/** Gathers candidates customer by customer, in memory that is made once. */
export class CandidateSource {
  private readonly knowledge: Knowledge;
  private readonly search: NeighbourSearch;
  private readonly top = new Top(PROPOSED);
  private readonly sources: Sources;

  constructor(knowledge: Knowledge) {
    const sums = (): Accumulator => new Accumulator(knowledge.items);
    this.knowledge = knowledge;
    this.search = new NeighbourSearch(knowledge.hood, NEIGHBOURS);
    this.sources = {
      personal: sums(),
      neighbours: sums(),
      neighboursNext: sums(),
      closeNext: sums(),
      related: sums(),
      following: sums(),
    };
  }

  /** `vectors` holds one row a customer of `histories`, as `tifuVectors` makes them. */
  of(histories: Histories, vectors: Rows, customer: number): Candidates {
    const { sources } = this;
    for (const sums of Object.values<Accumulator>({ ...sources })) sums.clear();
    sources.personal.addRow(vectors, customer, 1);
    this.askNeighbours(vectors, customer);
    this.relate();
    this.follow(histories, customer);
    const taste = tasteOf(this.knowledge.space, vectors, customer);
    const own = ownHistory(histories, customer);
    const { neighboursNext, neighbours, related, following } = sources;
    const proposed = [neighboursNext, neighbours, related, following].flatMap((sums) => [...this.best(sums)]);
    return {
      ...sources,
      own,
      taste,
      items: [...new Set([...own.items.keys(), ...proposed, ...this.knowledge.popular])],
    };
  }

  private askNeighbours(vectors: Rows, customer: number): void {
    const { neighbours, neighboursNext, closeNext } = this.sources;
    const { vectors: others, next } = this.knowledge;
    const { indices, scores } = this.search.nearest(vectors, customer);
    const all = scores.reduce((sum, score) => sum + score, 0);
    const close = scores.subarray(0, CLOSE_NEIGHBOURS).reduce((sum, score) => sum + score, 0);
    for (const [rank, neighbour] of indices.entries()) {
      const score = scores[rank]!;
      neighbours.addRow(others, neighbour, score / all);
      for (const item of next[neighbour]!) {
        neighboursNext.add(item, score / all);
        if (rank < CLOSE_NEIGHBOURS) closeNext.add(item, score / close);
      }
    }
  }

  private relate(): void {
    const { related, personal } = this.sources;
    let weight = 0;
    for (let k = 0; k < personal.count; k += 1) weight += personal.sums[personal.touched[k]!]!;
    for (let k = 0; k < personal.count; k += 1) {
      const item = personal.touched[k]!;
      related.addRow(this.knowledge.relations, item, personal.sums[item]! / weight);
    }
  }

  private follow(histories: Histories, customer: number): void {
    const { following } = this.sources;
    const [start, end] = [histories.basketStart[customer]!, histories.basketStart[customer + 1]!];
    const first = Math.max(start, end - LATEST);
    for (let basket = first; basket < end; basket += 1) {
      const held = basketItems(histories, basket);
      const share = 1 / held.length / (end - first);
      for (const item of held) following.addRow(this.knowledge.transitions, item, share);
    }
  }

  private best({ touched, sums, count }: Accumulator): Int32Array {
    for (let k = 0; k < count; k += 1) this.top.offer(touched[k]!, sums[touched[k]!]!);
    return this.top.drain().indices;
  }
}
