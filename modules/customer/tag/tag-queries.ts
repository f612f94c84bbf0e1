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
import { subjectOf, WORDED, type Evidence, type TagRow } from './tag.ts';
import { readEvidence, readNamedTags, readTags, type OwnNamedRow } from './tag-store.ts';
import { LEXICON, lexiconWith, type Word } from './words/lexicon.ts';

/** The tags of people as they stand now, by the customer that was asked for; of all customers of each person. */
export async function tagsOf(tx: Tx, customerIds: readonly string[]): Promise<Map<string, Tag[]>> {
  const circles = await circleOf(tx, customerIds);
  return tagsIn(circles, await readTags(tx, [...new Set([...circles.values()].flat())]), tx.now);
}

type Circles = ReadonlyMap<string, readonly string[]>;

function tagsIn(circles: Circles, rows: readonly TagRow[], at: Date): Map<string, Tag[]> {
  const byCustomer = Map.groupBy(rows, ({ customerId }) => customerId);
  const rowsOf = (members: readonly string[]): TagRow[] => members.flatMap((member) => byCustomer.get(member) ?? []);
  return new Map([...circles].map(([id, members]) => [id, tagsOn(rowsOf(members), at)]));
}

/** A tag as staff see it, with its names. */
export type NamedTag = Tag & { readonly nameEn: string; readonly nameZh: string };

/** The tags of people, of each with all customers that they are known as, with names, as far as the actor's role sees them. */
export async function tagsFor(ctx: Ctx, tx: Tx, circles: Circles): Promise<Map<string, NamedTag[]>> {
  const rows = await readNamedTags(tx, [...new Set([...circles.values()].flat())]);
  const names = namesIn(rows);
  return new Map(
    [...tagsIn(circles, rows, tx.now)].map(([id, all]) => [
      id,
      all.filter((tag) => maySee(ctx.actor.role, tag)).map((tag) => ({ ...tag, ...names(tag) })),
    ]),
  );
}

const EVERYBODYS_WORDS: ReadonlyMap<string, Word> = new Map(LEXICON.map((word) => [word.key, word]));

/** How a tag is called: what is a word has the merchant's names, else those of every shop; all else is called what it is. */
function namesIn(rows: readonly OwnNamedRow[]): (tag: Tag) => { nameEn: string; nameZh: string } {
  const own = new Map(rows.map((row) => [subjectOf(row.family, row.value), row]));
  return ({ family, value }) => {
    const { ownEn = null, ownZh = null } = own.get(subjectOf(family, value)) ?? {};
    const word = WORDED.includes(family) ? EVERYBODYS_WORDS.get(value) : undefined;
    return { nameEn: ownEn ?? word?.en ?? value, nameZh: ownZh ?? word?.zh ?? value };
  };
}

type NotFound = Refusal<'customer_not_found'>;

/** One person's tags, each with the last evidence that counts; or `customer_not_found`. */
export function listTags(ctx: Ctx, customerId: string): Promise<Result<TagView[], NotFound>> {
  return ofKnown(ctx, customerId, async (tx) => {
    const circles = await circleOf(tx, [customerId]);
    const circle = circles.get(customerId) ?? [customerId];
    const evidence = standingFor(await readEvidence(tx, circle));
    const tags = (await tagsFor(ctx, tx, circles)).get(customerId) ?? [];
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
