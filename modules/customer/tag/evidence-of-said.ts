import type { TagSource } from '@shuke/contract';
import { newId } from '@shuke/kernel';
import { ALLERGY_WEIGHT_MILLI, WEIGHT_MILLI, type Evidence } from './tag.ts';
import type { Said } from './words/said.ts';

interface From {
  readonly customerId: string;
  readonly happenedAt: Date;
  readonly source: TagSource;
}

/** What was read in words, as evidence: it weighs by how sure the reading is, an allergy in full. */
export const evidenceOfSaid = (said: Said, from: From): Evidence => ({
  ...from,
  evidenceId: newId(),
  kind: 'said',
  dimension: said.dimension,
  value: said.value,
  likes: said.likes,
  intensity: said.intensity,
  allergy: said.allergy,
  weightMilli: said.allergy ? ALLERGY_WEIGHT_MILLI : Math.round(WEIGHT_MILLI[from.source] * said.confidence),
  parents: [],
  orderId: null,
  lineNo: null,
  noteId: null,
  staffId: null,
  cancels: null,
});
