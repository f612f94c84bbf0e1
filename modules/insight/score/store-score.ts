import type { InsightStoreScore } from '@shuke/contract';
import type { Ctx } from '@shuke/db';
import { must } from '@shuke/kernel';
import { answering, type Answer, type Asked } from '../asking/asking.ts';
import { readDataDays } from '../asking/asking-store.ts';
import { dayNumber, dayText } from '../asking/day.ts';
import { SCALES, scoreOf } from './components.ts';
import { earliestDay, measuresOf, quarterOf, yearOf } from './measure.ts';
import { readStoreDays } from './score-store.ts';

/** AN8: the score of a store at the end of the period, with all that it is made of. */
export const storeScore = (ctx: Ctx, asked: Asked & { storeId: string }): Answer<InsightStoreScore> =>
  answering(ctx, asked, async (question) => {
    const asOf = question.period.to;
    const { storeId } = asked;
    const { first_day: first } = await readDataDays(question.reader, dayText(asOf), storeId);
    const range = { storeId, from: dayText(earliestDay(asOf)), to: dayText(asOf) };
    const days = await readStoreDays(question.reader, range);
    const [guests] = await question.walk('guests', { lists: [[quarterOf(asOf)]] });
    const [spends] = await question.walk('spends', { spans: [yearOf(asOf)] });
    const measures = measuresOf({
      asOf,
      firstDay: first === null ? null : dayNumber(first),
      days,
      guests: must(guests?.[0], 'the span is counted'),
      spends: must(spends, 'the span is read'),
    });
    const { score, components } = scoreOf(measures);
    return {
      ...question.frame('storeScore'),
      score,
      components: components.map((one) => {
        const { none, full, unit, en, zh } = SCALES[one.name];
        return { ...one, unit, noPointsAt: none, fullPointsAt: full, en, zh };
      }),
    };
  });
