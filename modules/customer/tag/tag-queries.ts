import type { Role, TagView } from '@shuke/contract';
import { inRead, type Ctx, type Tx } from '@shuke/db';
import { must, ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { knownCustomers } from '../known-customers.ts';
import { circleOf } from '../link/circles.ts';
import { shownTo } from '../privacy/mask.ts';
import { standingFor } from './fold.ts';
import { readOwnWords } from './lexicon-store.ts';
import { tagsOn, type Tag } from './show.ts';
import { suggestionsFor, type Suggestion } from './suggestions.ts';
import { subjectOf, type Evidence } from './tag.ts';
import { readEvidence, readTags } from './tag-store.ts';
import { lexiconWith, type Word } from './words/lexicon.ts';

/** The tags of people as they stand now, by the customer that was asked for; of all customers of each person. */
export async function tagsOf(tx: Tx, customerIds: readonly string[]): Promise<Map<string, Tag[]>> {
  const circles = await circleOf(tx, customerIds);
  const rows = await readTags(tx, [...new Set([...circles.values()].flat())]);
  const byCustomer = Map.groupBy(rows, ({ customerId }) => customerId);
  return new Map(
    customerIds.map((id) => {
      const members = circles.get(id) ?? [id];
      return [
        id,
        tagsOn(
          members.flatMap((member) => byCustomer.get(member) ?? []),
          tx.now,
        ),
      ];
    }),
  );
}

/** A tag as staff see it, with its names. */
export type NamedTag = Tag & { readonly nameEn: string; readonly nameZh: string };

/** The same with their names, as far as the actor's role sees them. */
export async function tagsFor(ctx: Ctx, tx: Tx, customerIds: readonly string[]): Promise<Map<string, NamedTag[]>> {
  const tags = await tagsOf(tx, customerIds);
  const names = namesIn(lexiconWith(await readOwnWords(tx)));
  return new Map(
    [...tags].map(([id, all]) => [
      id,
      all.filter((tag) => maySee(ctx.actor.role, tag)).map((tag) => ({ ...tag, ...names(tag) })),
    ]),
  );
}

/** How a tag is called: what is a word of the lexicon has its names there, all else is called what it is. */
function namesIn(words: readonly Word[]): (tag: Tag) => { nameEn: string; nameZh: string } {
  const byKey = new Map(words.map((word) => [word.key, word]));
  return ({ family, value }) => {
    const word = ['palate', 'occasion', 'habit'].includes(family) ? byKey.get(value) : undefined;
    return { nameEn: word?.en ?? value, nameZh: word?.zh ?? value };
  };
}

type NotFound = Refusal<'customer_not_found'>;

/** One person's tags, each with the last evidence that counts; or `customer_not_found`. */
export function listTags(ctx: Ctx, customerId: string): Promise<Result<TagView[], NotFound>> {
  return ofKnown(ctx, customerId, async (tx) => {
    const circle = (await circleOf(tx, [customerId])).get(customerId) ?? [customerId];
    const evidence = standingFor(await readEvidence(tx, circle));
    const tags = (await tagsFor(ctx, tx, [customerId])).get(customerId) ?? [];
    return tags.map((tag) => tagView(tag, evidence.get(subjectOf(tag.family, tag.value)) ?? []));
  });
}

/** Whether a role sees a tag: who serves sees what a person cannot eat, and no more. */
export const maySee = (role: Role, { allergy, dimension }: Tag): boolean =>
  shownTo(role, allergy ? 'allergy' : dimension === 'avoidance' ? 'avoidance' : 'tag') === 'full';

/** What staff may want to add to a person with one tap. */
export function listSuggestions(ctx: Ctx, customerId: string): Promise<Result<Suggestion[], NotFound>> {
  return ofKnown(ctx, customerId, async (tx) => {
    const own = await readOwnWords(tx);
    const tags = must((await tagsOf(tx, [customerId])).get(customerId), 'tags are answered for each');
    return suggestionsFor(lexiconWith(own), new Set(own.map(({ key }) => key)), tags);
  });
}

const ofKnown = <T>(ctx: Ctx, customerId: string, read: (tx: Tx) => Promise<T>): Promise<Result<T, NotFound>> =>
  inRead(ctx, async (tx) => {
    const known = await knownCustomers(tx, [{ merchantId: tx.merchantId, customerId }]);
    return known.has(customerId) ? ok(await read(tx)) : refuse('customer_not_found', { customerId });
  });

const MOST_EVIDENCE = 10;

const tagView = (tag: NamedTag, evidence: readonly Evidence[]): TagView => ({
  dimension: tag.dimension,
  value: tag.value,
  nameEn: tag.nameEn,
  nameZh: tag.nameZh,
  likes: tag.likes,
  intensity: tag.intensity,
  allergy: tag.allergy,
  confidence: tag.confidence,
  shown: tag.shown,
  refinedBy: tag.refinedBy,
  evidenceCount: tag.evidenceCount,
  lastEvidenceAt: tag.lastEvidenceAt.toISOString(),
  evidence: evidence.slice(-MOST_EVIDENCE).toReversed().map(evidenceView),
});

const evidenceView = ({ evidenceId, source, likes, weightMilli, ...row }: Evidence): TagView['evidence'][number] => ({
  evidenceId,
  source,
  likes,
  weight: weightMilli / 1000,
  orderId: row.orderId,
  lineNo: row.lineNo,
  noteId: row.noteId,
  staffId: row.staffId,
  at: row.happenedAt.toISOString(),
});
