import type { InsightDaily, InsightOverview } from '@shuke/contract';
import { Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useInsight, type Question } from '../../api/insight.ts';
import { categoryAxis, columnTooltip, GRID, LEGEND, wholeAxis } from '../../charts/axes.ts';
import { Chart } from '../../charts/chart.tsx';
import { Answer } from '../../parts/answer.tsx';
import { Delta } from '../../parts/delta.tsx';
import { Figure } from '../../parts/figure.tsx';
import { useFormat } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';
import { COLORS, SERIES } from '../../theme.ts';
import { useDefinition } from './definition.ts';

type Measure = 'payable' | 'orders';
const CHART_HEIGHT = 216;

/** Sales, orders, average receipt and guests against the comparison, and how they went day by day. */
export function TransactionsPanel({ overview, question }: { overview: InsightOverview; question: Question }) {
  const { t } = useTranslation();
  const format = useFormat();
  const define = useDefinition();
  const [measure, setMeasure] = useState<Measure>('payable');
  const daily = useInsight('daily', question);
  const { transactions } = overview;
  const choice = (
    <Segmented<Measure>
      size="small"
      aria-label={t('dashboards.measure')}
      value={measure}
      onChange={setMeasure}
      options={[
        { value: 'payable', label: t('dashboards.sales') },
        { value: 'orders', label: t('dashboards.orders') },
      ]}
    />
  );
  return (
    <Panel
      className="span-8"
      title={t('dashboards.transactions')}
      info={define(transactions.definition)}
      extra={choice}
    >
      <div className="figures">
        <Figure
          label={t('dashboards.sales')}
          value={format.roundMoney(transactions.payable)}
          note={<Delta bps={transactions.payableChangeBps} />}
        />
        <Figure
          label={t('dashboards.orders')}
          value={format.number(transactions.orders)}
          note={<Delta bps={transactions.ordersChangeBps} />}
        />
        <Figure
          label={t('dashboards.averageTicket')}
          value={format.money(transactions.averageTicket)}
          note={<Delta bps={transactions.averageTicketChangeBps} />}
        />
        <Figure
          label={t('dashboards.guests')}
          value={format.number(transactions.guests)}
          note={<Delta bps={transactions.guestsChangeBps} />}
        />
        <Figure
          label={t('dashboards.knownOrders')}
          value={format.percent(transactions.knownOrdersBps)}
          note={t('dashboards.anonymousOrders', {
            count: transactions.anonymousOrders,
            shown: format.number(transactions.anonymousOrders),
          })}
        />
      </div>
      <Answer query={daily} height={CHART_HEIGHT}>
        {(data) => <DailyChart daily={data} measure={measure} />}
      </Answer>
    </Panel>
  );
}

function DailyChart({ daily, measure }: { daily: InsightDaily; measure: Measure }) {
  const { t } = useTranslation();
  const format = useFormat();
  const option = useMemo(() => {
    const isMoney = measure === 'payable';
    const read = (row: InsightDaily['days'][number] | undefined) => (row ? Number(row[measure]) : null);
    const line = { type: 'line', symbol: 'none', smooth: 0.2 };
    return {
      color: [SERIES[0], COLORS.faint],
      grid: { ...GRID, top: 34 },
      legend: LEGEND,
      tooltip: columnTooltip((value) => (isMoney ? format.amount(value) : format.number(value))),
      xAxis: { ...categoryAxis(daily.days.map(({ day }) => format.shortDay(day))), boundaryGap: false },
      yAxis: wholeAxis(isMoney ? format.roundMoney : format.number),
      series: [
        {
          ...line,
          name: t('dashboards.thisPeriod'),
          areaStyle: { opacity: 0.08 },
          lineStyle: { width: 2.5 },
          data: daily.days.map(read),
        },
        // The periods are equally long; their days are laid upon each other in order.
        {
          ...line,
          name: t('dashboards.before'),
          lineStyle: { width: 1.5, type: 'dashed' },
          data: daily.days.map((_, i) => read(daily.before[i])),
        },
      ],
    };
  }, [daily, measure, t, format]);
  return <Chart option={option} height={CHART_HEIGHT} label={t('dashboards.dailyChart')} />;
}
