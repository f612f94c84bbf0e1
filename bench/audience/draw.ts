import { readRule, resolve, type Known } from '@shuke/audience';
import type { AudienceRule } from '@shuke/contract';
import type { Random } from '@shuke/kernel';
import { randomRule } from './rules.ts';
import { SIZES, storeId, TODAY } from './town.ts';

const EARLIER = ['2026-01-31', '2025-06-30'];
const STORES = Array.from({ length: SIZES.stores }, (_, i) => ({
  storeId: storeId(i),
  regionId: null,
  brandId: null,
  location: null,
}));

export interface Drawn {
  readonly rule: AudienceRule;
  readonly questions: ReturnType<typeof resolved>;
}

/** A rule as of today, and every fifth as of an earlier day where all of it can be. */
export function drawQuestions(random: Random): Drawn {
  const rule = readRule(randomRule(random), 'CNY');
  if (!rule.ok) throw new Error(JSON.stringify(rule.refusal));
  const asOf = random.int(5) === 0 ? random.pick(EARLIER) : TODAY;
  return { rule: rule.value, questions: resolved(rule.value, asOf) };
}

function resolved(rule: AudienceRule, asOf: string) {
  const moment = { asOf, today: TODAY, timeZone: 'Asia/Shanghai', dayStartMinute: 0 };
  const known: Known = { moment, currency: 'CNY', stores: STORES, classes: () => [], outlook: () => [] };
  const questions = resolve(rule, known);
  if (questions.ok) return questions.value;
  const today = resolve(rule, { ...known, moment: { ...moment, asOf: TODAY } });
  if (!today.ok) throw new Error('every rule can be asked as of today');
  return today.value;
}
