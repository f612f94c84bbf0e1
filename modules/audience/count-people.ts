import type { AudienceCount } from '@shuke/contract';
import { hintsOf } from '@shuke/customer';
import { inRead, type Ctx, type Tx } from '@shuke/db';
import { mayDo } from '@shuke/http';
import { withReader, type Reader } from '@shuke/insight';
import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import type { CountRefusal } from './errors.ts';
import { readGround, withClasses } from './known.ts';
import type { Wanted } from './postings/answer.ts';
import { expand } from './rule/expand.ts';
import type { Questions } from './rule/question.ts';
import { readRule } from './rule/read-rule.ts';
import { resolve } from './rule/resolve.ts';
import { leavesOf, partsOf } from './rule/rule.ts';
import { readRules } from './saved/refresh-audience.ts';
import { keeperOf } from './threads/keeper.ts';
import { ThreadLost } from './threads/thread.ts';
import { countStatement, partCountsStatement, sampleStatement } from './sql/compile.ts';

export interface CountPeople {
  /** As it was sent; it is read here. */
  readonly rule: unknown;
  /** The business day as of which it is asked; today unless told. */
  readonly asOf?: string;
  /** Also count each part by itself. */
  readonly explain?: boolean;
  /** How many of the people to show. */
  readonly sample?: number;
}

export interface Answer {
  readonly people: number;
  readonly parts: readonly { readonly no: number; readonly people: number }[];
  readonly sample: readonly string[];
  readonly engine: AudienceCount['engine'];
  readonly freshAt: Date;
}

type Refused = CountRefusal | Refusal<'forbidden'>;

/** How many people a rule means now or on an earlier day, exactly, each person once; with a few of them for who may see people. */
export async function countPeople(ctx: Ctx, asked: CountPeople): Promise<Result<AudienceCount, Refused>> {
  const questions = await inRead(ctx, (tx) => understand(ctx, tx, asked));
  if (!questions.ok) return questions;
  const sample = mayDo(ctx.actor, 'customer:read') ? (asked.sample ?? 0) : 0;
  const answer = await answerOf(ctx, questions.value, { explain: asked.explain === true, sample });
  const hints = await inRead(ctx, (tx) => hintsOf(tx, answer.sample));
  const paths = new Map([...partsOf(questions.value.root)].map(({ no, path }) => [no, path]));
  return ok({
    people: answer.people,
    asOf: questions.value.asOf,
    freshAt: answer.freshAt.toISOString(),
    engine: answer.engine,
    parts: answer.parts.map(({ no, people }) => ({ path: paths.get(no) ?? '', people })),
    sample: answer.sample.map((personId) => ({ personId, hint: hints.get(personId) ?? '•••' })),
  });
}

async function understand(ctx: Ctx, tx: Tx, { rule: input, asOf }: CountPeople): Promise<Result<Questions, Refused>> {
  const ground = await readGround(tx, asOf);
  if (ground.moment.asOf > ground.moment.today) {
    return refuse('audience_as_of_in_future', { today: ground.moment.today });
  }
  const rule = readRule(input, ground.currency);
  if (!rule.ok) return rule;
  const expanded = expand(rule.value, await readRules(tx));
  if (!expanded.ok) return expanded;
  const asksAllergies = leavesOf(expanded.value).some((leaf) => leaf.is === 'tag' && leaf.allergy === true);
  // Who has an allergy is shown to who serves and to the owner; a count by it would tell it of a person just as well.
  if (asksAllergies && !mayDo(ctx.actor, 'privacy:write')) return refuse('forbidden', { needs: 'privacy:write' });
  return resolve(expanded.value, await withClasses(tx, ground, [expanded.value]));
}

/** By the index in memory where there is one that is fresh; else by SQL on the copy or on PostgreSQL. */
export async function answerOf(ctx: Ctx, questions: Questions, wanted: Wanted): Promise<Answer> {
  return (
    (await answerByIndex(ctx, questions, wanted)) ?? withReader(ctx, (reader) => answerBySql(reader, questions, wanted))
  );
}

async function answerByIndex(ctx: Ctx, questions: Questions, wanted: Wanted): Promise<Answer | null> {
  const keeper = keeperOf(ctx);
  const fresh = keeper.get(ctx);
  if (!fresh) return null;
  try {
    const { people, parts, sample } = await fresh.index.count(questions, wanted);
    const { freshAt } = fresh;
    return { people, parts, sample: sample.map(({ personId }) => personId), engine: 'postings', freshAt };
  } catch (error) {
    if (!(error instanceof ThreadLost)) throw error;
    ctx.log.warn({ error: error.message }, 'an index of audiences was lost; SQL answers until another is made');
    keeper.forget(ctx);
    return null;
  }
}

export async function answerBySql(reader: Reader, questions: Questions, wanted: Wanted): Promise<Answer> {
  const { merchantId } = reader;
  const { engine, freshAt } = reader;
  const parts = wanted.explain
    ? await reader.many<{ no: number; people: number }>(partCountsStatement(questions, { merchantId }))
    : [];
  const { people } = parts[0] ?? (await reader.one<{ people: number }>(countStatement(questions, { merchantId })));
  const sample =
    wanted.sample > 0
      ? await reader.many<{ person_id: string }>(sampleStatement(questions, { merchantId }, wanted.sample))
      : [];
  return { people, parts, sample: sample.map((row) => row.person_id), engine, freshAt };
}
