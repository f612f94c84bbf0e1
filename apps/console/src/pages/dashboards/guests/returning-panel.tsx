import type { InsightReturning } from '@shuke/contract';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Question } from '../../../api/insight.ts';
import { categoryAxis, columnTooltip, GRID, LEGEND, wholeAxis } from '../../../charts/axes.ts';
import { Chart } from '../../../charts/chart.tsx';
import { Figure } from '../../../parts/figure.tsx';
import { useFormat } from '../../../parts/format.ts';
import { COLORS, SERIES } from '../../../theme.ts';
import { InsightPanel } from '../insight-panel.tsx';

/** New and returning guests, and what each of them brought. */
export function ReturningPanel({ question }: { question: Question }) {
  const { t } = useTranslation();
  return (
    <InsightPanel className="span-8" name="returning" question={question} title={t('boards.returning')}>
      {(data) => <Returning data={data} />}
    </InsightPanel>
  );
}

function Returning({ data }: { data: InsightReturning }) {
  const { t } = useTranslation();
  const format = useFormat();
  const guests = (count: number) => t('dashboards.guestsCount', { count, shown: format.number(count) });
  const before = (share: number | null) => t('boards.shareBefore', { share: format.percent(share) });
  return (
    <>
      <div className="figures">
        <Figure
          label={t('boards.byReturning')}
          value={format.roundMoney(data.returning.net)}
          note={guests(data.returning.guests)}
        />
        <Figure label={t('boards.byNew')} value={format.roundMoney(data.new.net)} note={guests(data.new.guests)} />
        <Figure
          label={t('boards.byAnonymous')}
          value={format.roundMoney(data.anonymous.net)}
          note={t('dashboards.ordersCount', {
            count: data.anonymous.orders,
            shown: format.number(data.anonymous.orders),
          })}
        />
        <Figure
          label={t('boards.returningShare')}
          value={format.percent(data.returningBps)}
          note={before(data.before.returningBps)}
        />
        <Figure
          label={t('boards.returningNetShare')}
          value={format.percent(data.returningNetBps)}
          note={before(data.before.returningNetBps)}
        />
      </div>
      <Trend data={data} />
    </>
  );
}

function Trend({ data: { trend, trendUnit } }: { data: InsightReturning }) {
  const { t } = useTranslation();
  const format = useFormat();
  const option = useMemo(() => {
    const bar = (name: string, data: readonly string[]) => ({
      type: 'bar',
      stack: 'net',
      name,
      barMaxWidth: 22,
      data: data.map(Number),
    });
    return {
      color: [SERIES[0], SERIES[1], COLORS.faint],
      grid: { ...GRID, top: 34 },
      legend: LEGEND,
      tooltip: columnTooltip(format.amount),
      xAxis: categoryAxis(trend.map(({ from }) => format.shortDay(from))),
      yAxis: wholeAxis(format.roundMoney),
      series: [
        bar(
          t('boards.byReturning'),
          trend.map(({ returning }) => returning.net),
        ),
        bar(
          t('boards.byNew'),
          trend.map((one) => one.new.net),
        ),
        bar(
          t('boards.byAnonymous'),
          trend.map(({ anonymous }) => anonymous.net),
        ),
      ],
    };
  }, [trend, t, format]);
  const label = t('boards.returningChart', { unit: t(`dashboards.unit.${trendUnit}`) });
  return <Chart option={option} height={230} label={label} />;
}
