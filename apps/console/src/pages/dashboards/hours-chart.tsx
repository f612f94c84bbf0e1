import type { InsightHours } from '@shuke/contract';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { categoryAxis, columnTooltip, GRID, LEGEND, wholeAxis } from '../../charts/axes.ts';
import { Chart } from '../../charts/chart.tsx';
import { useFormat } from '../../parts/format.ts';
import { COLORS, SERIES } from '../../theme.ts';

/** Orders by the hour of the store's own clock, now and in the comparison. */
export function HoursChart({ hours }: { hours: InsightHours['hours'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const option = useMemo(() => {
    const byHour = new Map(hours.map((one) => [one.hour, one]));
    const all = Array.from({ length: 24 }, (_, hour) => hour);
    return {
      color: [SERIES[0], COLORS.faint],
      grid: { ...GRID, top: 34 },
      legend: LEGEND,
      tooltip: columnTooltip(format.number),
      xAxis: categoryAxis(all.map((hour) => `${hour}:00`)),
      yAxis: wholeAxis(format.number),
      series: [
        {
          type: 'bar',
          name: t('dashboards.orders'),
          barMaxWidth: 20,
          itemStyle: { borderRadius: [3, 3, 0, 0] },
          data: all.map((hour) => byHour.get(hour)?.orders ?? 0),
        },
        {
          type: 'line',
          name: t('dashboards.before'),
          symbol: 'none',
          smooth: 0.3,
          lineStyle: { width: 1.5, type: 'dashed' },
          data: all.map((hour) => byHour.get(hour)?.ordersBefore ?? 0),
        },
      ],
    };
  }, [hours, t, format]);
  return <Chart option={option} height={230} label={t('dashboards.byHour')} />;
}
