import type { AudienceRule } from '@shuke/contract';
import { inRead, type Ctx } from '@shuke/db';
import { readGround, withClasses } from '../known.ts';
import type { Questions } from '../rule/question.ts';
import { readRule } from '../rule/read-rule.ts';
import { resolve } from '../rule/resolve.ts';
import { valueOf } from './shop.ts';

/** A rule as it is asked of any engine, as of a day, today unless told. */
export const questionsOf = (ctx: Ctx, input: AudienceRule, asOf?: string): Promise<Questions> =>
  inRead(ctx, async (tx) => {
    const ground = await readGround(tx, asOf);
    const rule = valueOf(readRule(input, ground.currency));
    return valueOf(resolve(rule, await withClasses(tx, ground, [rule])));
  });
