import { itemFacts, type ItemFacts } from './item-facts.ts';
import { itemRelations } from './item-relations.ts';
import type { Lessons } from './lessons.ts';
import { neighbourhoodOf, type Neighbourhood } from './neighbours.ts';
import type { Rows } from './rows.ts';
import { tasteSpace, type TasteSpace } from './taste-space.ts';
import { tifuVectors } from './tifu-knn.ts';
import { Top } from './top.ts';
import { itemTransitions } from './transitions.ts';

/** How many items everybody is asked about because they are in many of the latest baskets. */
const POPULAR = 60;
const RELATED = 100;

/** All that other customers' baskets say, before it is known who asks. */
export interface Knowledge {
  readonly items: number;
  readonly facts: ItemFacts;
  readonly vectors: Rows;
  readonly next: readonly Int32Array[];
  readonly hood: Neighbourhood;
  readonly space: TasteSpace;
  readonly relations: Rows;
  readonly transitions: Rows;
  readonly popular: Int32Array;
}

export function learnKnowledge(lessons: Lessons): Knowledge {
  const { histories, next } = lessons;
  const { items } = histories;
  const vectors = tifuVectors(histories);
  const facts = itemFacts(lessons);
  const top = new Top(Math.min(POPULAR, items));
  for (let item = 0; item < items; item += 1) top.offer(item, facts.popularityNext[item]!);
  return {
    items,
    facts,
    vectors,
    next,
    hood: neighbourhoodOf(vectors, items),
    space: tasteSpace({ vectors, next, items }),
    relations: itemRelations(histories, { method: 'rp3beta', size: RELATED }),
    transitions: itemTransitions(lessons, RELATED),
    popular: top.drain().indices,
  };
}
