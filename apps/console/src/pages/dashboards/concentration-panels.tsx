import type { InsightConcentration } from '@shuke/contract';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useInsight, type Question } from '../../api/insight.ts';
import { categoryAxis, columnTooltip, GRID, valueAxis } from '../../charts/axes.ts';
import { Chart } from '../../charts/chart.tsx';
import { lorenzOption } from '../../charts/lorenz.ts';
import { Answer } from '../../parts/answer.tsx';
import { Figure } from '../../parts/figure.tsx';
import { useFormat } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';
import { SERIES } from '../../theme.ts';
import { CoreTable } from './core-table.tsx';
import { useDefinition } from './definition.ts';

/** How much the shop depends on its best fifth of customers. */
export function ConcentrationPanels({ question }: { question: Question }) {
  return <Answer query={useInsight('concentration', question)}>{(data) => <Concentration data={data} />}</Answer>;
}

function Concentration({ data }: { data: InsightConcentration }) {
  const { t } = useTranslation();
  const format = useFormat();
  const define = useDefinition();
  const lorenz = useMemo(
    () =>
      lorenzOption(data.lorenz, {
        percent: (bps) => format.percent(bps),
        customers: t('dashboards.customersAxis'),
        spend: t('dashboards.spendAxis'),
      }),
    [data, t, format],
  );
  return (
    <div className="grid">
      <Panel className="span-4" title={t('dashboards.bestFifth')} info={define(data.definition)}>
        <Figure
          label={t('dashboards.bestShare', { count: data.bestCustomers, shown: format.number(data.bestCustomers) })}
          value={format.percent(data.bestShareBps)}
          note={t('dashboards.bestBefore', { share: format.percent(data.before.bestShareBps) })}
        />
        <Chart
          option={lorenz}
          height={236}
          label={t('dashboards.lorenz', { share: format.percent(data.bestShareBps) })}
        />
      </Panel>
      <Panel className="span-4" title={t('dashboards.overTime')} info={t('dashboards.overTimeInfo')}>
        <MonthsChart months={data.months} />
        <div className="figures">
          <Figure
            small
            label={t('dashboards.gini')}
            value={format.percent(data.giniBps)}
            note={t('dashboards.giniNote')}
          />
          <Figure
            small
            label={t('dashboards.anonymousSales')}
            value={format.roundMoney(data.anonymousPayable)}
            note={t('dashboards.anonymousNote')}
          />
        </div>
      </Panel>
      <Panel className="span-4" title={t('dashboards.core')} info={t('dashboards.coreInfo')}>
        <CoreTable core={data.core} />
      </Panel>
    </div>
  );
}

function MonthsChart({ months: all }: { months: InsightConcentration['months'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const option = useMemo(() => {
    const months = all.slice(all.findIndex(({ bestShareBps }) => bestShareBps !== null));
    return {
      grid: GRID,
      tooltip: columnTooltip((value) => format.percent(value)),
      xAxis: { ...categoryAxis(months.map(({ month }) => month)), boundaryGap: months.length < 2 },
      yAxis: { ...valueAxis((value) => format.percent(value)), min: 0, max: 10_000, interval: 2_000 },
      series: [
        {
          type: 'line',
          name: t('dashboards.bestFifth'),
          symbolSize: 7,
          color: SERIES[0],
          lineStyle: { width: 2.5 },
          areaStyle: { opacity: 0.08 },
          data: months.map(({ bestShareBps }) => bestShareBps),
        },
      ],
    };
  }, [all, t, format]);
  return <Chart option={option} height={230} label={t('dashboards.overTime')} />;
}
