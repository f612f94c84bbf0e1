import type { AudienceRefreshed } from '@shuke/contract';
import { appendEvents, inTx, type Ctx, type Tx } from '@shuke/db';
import { ok, refuse, type Result } from '@shuke/kernel';
import { allAudiences, lockAudience, type Audience } from '../audience-store.ts';
import type { AudienceNotFound, KeyReused } from '../errors.ts';
import { audienceEntered, audienceLeft } from '../events.ts';
import { readGround, withClasses, type Ground } from '../known.ts';
import { expand, type RulesById } from '../rule/expand.ts';
import type { Questions } from '../rule/question.ts';
import { resolve } from '../rule/resolve.ts';
import { isByTouch } from '../rule/touch.ts';
import { membersStatement } from '../sql/compile.ts';
import * as members from './member-store.ts';

/**
 * Looks at everybody and writes who came and who went. From PostgreSQL and not from the copy, and with the audience locked, so that
 * neither a copy that is behind nor a refresh beside it can put somebody back who has just left. Time grows with the orders.
 */
export function refreshAudience(
  ctx: Ctx,
  audienceId: string,
): Promise<Result<AudienceRefreshed, AudienceNotFound | KeyReused>> {
  return inTx<AudienceRefreshed, AudienceNotFound>(ctx, {}, async (tx) => {
    const audience = await lockAudience(tx, audienceId);
    if (!audience) return refuse('audience_not_found', { audienceId });
    const [ground, rules] = [await readGround(tx), await readRules(tx)];
    const questions = await questionsOf(tx, { audience, ground, rules });
    const now = questions ? await matching(tx, questions) : [];
    const change = differenceOf(await members.allMembers(tx, audienceId), now);
    const count = await write(tx, audience, change);
    const expanded = expand(audience.rule, rules, audienceId);
    await members.markWhole(tx, {
      audienceId,
      asOf: ground.moment.today,
      byTouch: expanded.ok && isByTouch(expanded.value),
    });
    return ok({ entered: change.entered.length, left: change.left.length, members: count, whole: true });
  });
}

/** The rules of all audiences, for those that are named in others. */
export const readRules = async (tx: Tx): Promise<RulesById> =>
  new Map((await allAudiences(tx)).map(({ audienceId, rule }) => [audienceId, rule]));

interface Asked {
  readonly audience: Audience;
  readonly ground: Ground;
  readonly rules: RulesById;
}

/** The audience as of now; null where its rule names what is no longer there, such as a store: then it has nobody. */
export async function questionsOf(tx: Tx, { audience, ground, rules }: Asked): Promise<Questions | null> {
  const expanded = expand(audience.rule, rules, audience.audienceId);
  if (!expanded.ok) return null;
  const known = await withClasses(tx, ground, [expanded.value]);
  const questions = resolve(expanded.value, known);
  return questions.ok ? questions.value : null;
}

export async function matching(tx: Tx, questions: Questions, among?: readonly string[]): Promise<string[]> {
  const rows = await tx.many<{ person_id: string }>(
    membersStatement(questions, { merchantId: tx.merchantId, ...(among ? { among } : {}) }),
  );
  return rows.map((row) => row.person_id);
}

export interface Difference {
  readonly entered: readonly string[];
  readonly left: readonly string[];
}

export function differenceOf(before: readonly string[], now: readonly string[]): Difference {
  const [was, is] = [new Set(before), new Set(now)];
  return { entered: now.filter((id) => !was.has(id)), left: before.filter((id) => !is.has(id)) };
}

/** Writes the difference and tells it. The first look at a version says who is in it, which is nobody's entering. */
export async function write(tx: Tx, audience: Audience, { entered, left }: Difference): Promise<number> {
  if (audience.wholeVersion === audience.version) {
    await appendEvents(tx, [
      ...entered.map((id) => audienceEntered(audience, id)),
      ...left.map((id) => audienceLeft(audience, id)),
    ]);
  }
  return members.writeChange(tx, { audienceId: audience.audienceId, entered, left });
}
