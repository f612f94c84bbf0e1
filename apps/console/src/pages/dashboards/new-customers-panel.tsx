import type { InsightOverview } from '@shuke/contract';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { categoryAxis, columnTooltip, GRID, valueAxis } from '../../charts/axes.ts';
import { Chart } from '../../charts/chart.tsx';
import { Delta } from '../../parts/delta.tsx';
import { Figure } from '../../parts/figure.tsx';
import { useFormat } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';
import { COLORS, SERIES } from '../../theme.ts';
import { useDefinition } from './definition.ts';

/** Who came for the first time in the last seven days of the period. */
export function NewCustomersPanel({ overview: { newCustomers7d: fresh } }: { overview: InsightOverview }) {
  const { t } = useTranslation();
  const format = useFormat();
  const define = useDefinition();
  const title = t('dashboards.newCustomers');
  const option = useMemo(
    () => ({
      grid: { ...GRID, top: 24 },
      tooltip: columnTooltip(format.number),
      xAxis: categoryAxis(fresh.byDay.map(({ day }) => format.shortDay(day))),
      yAxis: { ...valueAxis(format.number), show: false },
      series: [
        {
          type: 'bar',
          name: title,
          barMaxWidth: 28,
          itemStyle: { color: SERIES[1], borderRadius: [4, 4, 0, 0] },
          label: { show: true, position: 'top', color: COLORS.muted },
          data: fresh.byDay.map(({ customers }) => customers),
        },
      ],
    }),
    [fresh, title, format],
  );
  return (
    <Panel className="span-4" title={title} info={define(fresh.definition)}>
      <Figure
        label={t('dashboards.fromTo', { from: format.day(fresh.from), to: format.day(fresh.to) })}
        value={format.number(fresh.customers)}
        note={
          <>
            {fresh.changeBps === null ? null : <Delta bps={fresh.changeBps} />}{' '}
            {t('dashboards.weekBefore', { shown: format.number(fresh.customersBefore) })}
          </>
        }
      />
      <Chart option={option} height={216} label={title} />
    </Panel>
  );
}
