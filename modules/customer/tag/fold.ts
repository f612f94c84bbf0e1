import { dayOf, familyOf, HALF_LIFE_DAYS, subjectOf, type Evidence, type Family, type TagRow } from './tag.ts';

/**
 * Folds all evidence of one customer into tags. It depends neither on the day nor on the order in which rows come: they are
 * taken by the instant that they speak of and then by id, and fading masses are as of a fixed day. So what is learned as
 * it happens and what is worked out again at night are the same to the last bit.
 */
export function foldEvidence(evidence: readonly Evidence[]): TagRow[] {
  const tags = new Map<string, Mutable<TagRow>>();
  for (const [subject, rows] of standingFor(evidence)) {
    for (const row of rows) add(tags, subject, { row, isOwn: subject === ownSubject(row) });
  }
  return [...tags.values()].toSorted((a, b) => (subjectKey(a) < subjectKey(b) ? -1 : 1));
}

/** What counts for each subject of one customer, the oldest first. */
export function standingFor(evidence: readonly Evidence[]): Map<string, Evidence[]> {
  const standing = effective(evidence).toSorted(inOrder);
  const cutOff = retractions(standing);
  const found = new Map<string, Evidence[]>();
  for (const row of standing) {
    if (row.kind !== 'said') continue;
    for (const subject of [ownSubject(row), ...row.parents]) {
      if (isCutOff(row, cutOff.get(subject))) continue;
      const rows = found.get(subject) ?? [];
      found.set(subject, rows);
      rows.push(row);
    }
  }
  return found;
}

const ownSubject = ({ dimension, value }: Evidence): string => subjectOf(familyOf(dimension), value);

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const subjectKey = ({ family, value }: TagRow): string => subjectOf(family, value);

const inOrder = (a: Evidence, b: Evidence): number =>
  a.happenedAt.getTime() - b.happenedAt.getTime() || (a.evidenceId < b.evidenceId ? -1 : 1);

/** Rows that no standing row cancels. A cancellation can be cancelled in its turn. */
function effective(evidence: readonly Evidence[]): Evidence[] {
  const cancellers = Map.groupBy(
    evidence.filter(({ cancels }) => cancels !== null),
    ({ cancels }) => cancels,
  );
  const known = new Map<string, boolean>();
  const stands = (row: Evidence): boolean => {
    const before = known.get(row.evidenceId);
    if (before !== undefined) return before;
    const result = !(cancellers.get(row.evidenceId) ?? []).some(stands);
    known.set(row.evidenceId, result);
    return result;
  };
  return evidence.filter((row) => row.kind !== 'cancelled' && stands(row));
}

/** The last retraction of each subject. */
function retractions(standing: readonly Evidence[]): Map<string, Evidence> {
  const rows = standing.filter(({ kind }) => kind === 'retracted');
  return new Map(rows.map((row) => [ownSubject(row), row]));
}

const isCutOff = (row: Evidence, retraction: Evidence | undefined): boolean =>
  retraction !== undefined && inOrder(row, retraction) < 0;

/** What people say that they avoid lasts; all else fades, and so does what is only inferred for a coarser subject. */
const isLasting = ({ dimension, source, likes }: Evidence, isOwn: boolean): boolean =>
  isOwn && !likes && familyOf(dimension) === 'palate' && ['staff', 'note', 'message'].includes(source);

function add(
  tags: Map<string, Mutable<TagRow>>,
  subject: string,
  { row, isOwn }: { row: Evidence; isOwn: boolean },
): void {
  const tag = tags.get(subject) ?? emptyTag(subject, row);
  tags.set(subject, tag);
  const weight = row.weightMilli / 1000;
  const mass = isLasting(row, isOwn) ? weight : weight * 2 ** (dayOf(row.happenedAt) / HALF_LIFE_DAYS[tag.family]);
  if (isLasting(row, isOwn)) tag.avoidLasting += mass;
  else if (row.likes) tag.likeFading += mass;
  else tag.avoidFading += mass;
  if (row.likes) tag.likeIntensity = row.intensity;
  else tag.avoidIntensity = row.intensity;
  if (isOwn) [tag.parents, tag.allergy] = [row.parents, tag.allergy || row.allergy];
  tag.evidenceCount += 1;
  tag.lastEvidenceAt = row.happenedAt;
}

function emptyTag(subject: string, { customerId, happenedAt }: Evidence): Mutable<TagRow> {
  const colon = subject.indexOf(':');
  return {
    customerId,
    family: subject.slice(0, colon) as Family,
    value: subject.slice(colon + 1),
    parents: [],
    likeFading: 0,
    avoidLasting: 0,
    avoidFading: 0,
    likeIntensity: 0,
    avoidIntensity: 0,
    allergy: false,
    evidenceCount: 0,
    lastEvidenceAt: happenedAt,
  };
}
