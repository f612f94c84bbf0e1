import type { InsightOverview } from '@shuke/contract';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { categoryAxis, columnTooltip, GRID, LEGEND, valueAxis, wholeAxis } from '../../charts/axes.ts';
import { Chart } from '../../charts/chart.tsx';
import { Figure } from '../../parts/figure.tsx';
import { useFormat } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';
import { SERIES } from '../../theme.ts';
import { useDefinition } from './definition.ts';

/** How many of the guests are new, and where that is going. */
export function NewSharePanel({ overview: { newShare } }: { overview: InsightOverview }) {
  const { t } = useTranslation();
  const format = useFormat();
  const define = useDefinition();
  const title = t('dashboards.newShare');
  const option = useMemo(() => {
    const { trend } = newShare;
    return {
      color: [SERIES[2], SERIES[0]],
      grid: { ...GRID, top: 34 },
      legend: LEGEND,
      tooltip: columnTooltip((value, series) => (series === 1 ? format.percent(value) : format.number(value))),
      xAxis: categoryAxis(trend.map(({ from }) => format.shortDay(from))),
      yAxis: [
        { ...wholeAxis(format.number), splitLine: { show: false } },
        { ...valueAxis((value) => format.percent(value)), min: 0, max: 10_000, interval: 2_500 },
      ],
      series: [
        {
          type: 'bar',
          name: t('dashboards.newGuests'),
          barMaxWidth: 18,
          itemStyle: { opacity: 0.55 },
          data: trend.map(({ newGuests }) => newGuests),
        },
        {
          type: 'line',
          name: title,
          yAxisIndex: 1,
          smooth: 0.2,
          symbolSize: 6,
          lineStyle: { width: 2.5 },
          data: trend.map(({ shareBps }) => shareBps),
        },
      ],
    };
  }, [newShare, title, t, format]);
  return (
    <Panel className="span-6" title={title} info={define(newShare.definition)}>
      <div className="figures">
        <Figure label={t('dashboards.thisPeriod')} value={format.percent(newShare.shareBps)} />
        <Figure label={t('dashboards.before')} value={format.percent(newShare.before.shareBps)} />
        <Figure
          label={t('dashboards.newOfGuests')}
          value={`${format.number(newShare.newGuests)} / ${format.number(newShare.guests)}`}
        />
      </div>
      <Chart
        option={option}
        height={210}
        label={t('dashboards.trendChart', { unit: t(`dashboards.unit.${newShare.trendUnit}`) })}
      />
    </Panel>
  );
}
