import type { NewTag } from '@shuke/contract';
import { appendEvents, inTx, type Ctx, type Tx } from '@shuke/db';
import { newId, ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { holdCustomers } from '../hold-customers.ts';
import type { AddTagRefusal } from './errors.ts';
import { learn } from './learn.ts';
import { lexiconOf } from './set-word.ts';
import { ALLERGY_WEIGHT_MILLI, WEIGHT_MILLI, type Evidence } from './tag.ts';
import { countSaidByStaff } from './tag-store.ts';

export interface AddTag {
  readonly key: string;
  readonly customerId: string;
  readonly tag: NewTag;
}

/** So much staff can say of one person. */
export const MOST_SAID = 200;

/** Writes down what a member of staff learned of a person, with who it was. */
export function addTag(
  ctx: Ctx,
  { key, customerId, tag }: AddTag,
): Promise<Result<{ evidenceId: string }, AddTagRefusal | Refusal<'idempotency_key_reused'>>> {
  return inTx<{ evidenceId: string }, AddTagRefusal>(ctx, { key, input: { customerId, tag } }, async (tx) => {
    // The limit is judged while the person is held.
    const held = await holdCustomers(tx, [customerId]);
    if (!held.has(customerId)) return refuse('customer_not_found', { customerId });
    if (!(await isKnownValue(tx, tag))) return refuse('tag_value_unknown', { value: tag.value });
    if ((await countSaidByStaff(tx, customerId)) >= MOST_SAID) return refuse('tags_too_many', { most: MOST_SAID });
    const evidence = { ...evidenceOf(tag), customerId, staffId: ctx.actor.id, happenedAt: tx.now };
    await learn(tx, [evidence]);
    const { evidenceId } = evidence;
    await appendEvents(tx, [{ type: 'tag.added', payload: { customerId, evidenceId } }]);
    return ok({ evidenceId });
  });
}

/** What is tasted, and what the day is about, is said in words of the lexicon, so that notes and staff speak of the same. */
async function isKnownValue(tx: Tx, { dimension, value }: NewTag): Promise<boolean> {
  const inLexicon = ['taste', 'avoidance', 'occasion', 'habit'].includes(dimension);
  return !inLexicon || (await lexiconOf(tx)).some(({ key, terms }) => key === value && terms.length > 0);
}

function evidenceOf({
  dimension,
  value,
  intensity,
  allergy = false,
}: NewTag): Omit<Evidence, 'customerId' | 'happenedAt'> {
  const likes = dimension !== 'avoidance';
  const isAllergy = allergy && !likes;
  return {
    evidenceId: newId(),
    kind: 'said',
    dimension,
    value,
    likes,
    intensity: intensity ?? (likes ? 2 : 3),
    allergy: isAllergy,
    weightMilli: isAllergy ? ALLERGY_WEIGHT_MILLI : WEIGHT_MILLI.staff,
    source: 'staff',
    parents: [],
    orderId: null,
    lineNo: null,
    noteId: null,
    staffId: null,
    cancels: null,
  };
}
