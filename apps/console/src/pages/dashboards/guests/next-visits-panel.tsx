import type { InsightNextVisits } from '@shuke/contract';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Question } from '../../../api/insight.ts';
import { categoryAxis, columnTooltip, GRID, wholeAxis } from '../../../charts/axes.ts';
import { Chart } from '../../../charts/chart.tsx';
import { Figure } from '../../../parts/figure.tsx';
import { useFormat } from '../../../parts/format.ts';
import { SERIES } from '../../../theme.ts';
import { InsightPanel } from '../insight-panel.tsx';

/** When the customers are due by their own rhythm. */
export function NextVisitsPanel({ question }: { question: Question }) {
  const { t } = useTranslation();
  return (
    <InsightPanel className="span-12" name="next-visits" question={question} title={t('boards.nextVisits')}>
      {(data) => <NextVisits data={data} />}
    </InsightPanel>
  );
}

function NextVisits({ data }: { data: InsightNextVisits }) {
  const { t } = useTranslation();
  const format = useFormat();
  const option = useMemo(
    () => ({
      grid: GRID,
      tooltip: columnTooltip(format.number),
      xAxis: categoryAxis(data.days.map(({ day }) => format.shortDay(day))),
      yAxis: wholeAxis(format.number),
      series: [
        {
          type: 'bar',
          name: t('boards.due'),
          color: SERIES[1],
          barMaxWidth: 20,
          data: data.days.map(({ customers }) => customers),
        },
      ],
    }),
    [data, t, format],
  );
  return (
    <>
      <div className="figures">
        <Figure label={t('boards.overdue')} value={format.number(data.overdue)} note={t('boards.overdueNote')} />
        <Figure label={t('boards.dueLater')} value={format.number(data.dueLater)} />
        <Figure label={t('dashboards.class.activity.lost')} value={format.number(data.lost)} />
        <Expected expected={data.expected} />
      </div>
      <Chart option={option} height={210} label={t('boards.dueChart')} />
    </>
  );
}

function Expected({ expected }: Pick<InsightNextVisits, 'expected'>) {
  const { t } = useTranslation();
  const format = useFormat();
  if (expected === null) return <Figure label={t('boards.expected')} value="–" note={t('boards.notExpected')} />;
  const days = t('app.days', { count: expected.days, shown: format.number(expected.days) });
  return (
    <Figure
      label={t('boards.expectedIn', { days })}
      value={format.number(expected.visits)}
      note={t('boards.stillCustomers', {
        count: expected.stillCustomers,
        shown: format.number(expected.stillCustomers),
      })}
    />
  );
}
