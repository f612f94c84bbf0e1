import type { CampaignReport } from '@shuke/contract';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { categoryAxis, GRID, valueAxis } from '../../charts/axes.ts';
import { Chart } from '../../charts/chart.tsx';
import { useFormat } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';
import { COLORS, SERIES } from '../../theme.ts';

type Group = NonNullable<CampaignReport['treated']>;

/** The two groups side by side: who got an offer, and who would have got one. */
export function GroupsPanel({ treated, control }: { treated: Group; control: Group }) {
  const { t } = useTranslation();
  const format = useFormat();
  const share = ({ buyers, customers }: Group) => (customers === 0 ? null : Math.round((buyers / customers) * 10_000));
  const rows = [
    { name: t('report.customers'), of: (group: Group) => format.number(group.customers) },
    {
      name: t('report.buyers'),
      of: (group: Group) => `${format.number(group.buyers)} (${format.percent(share(group))})`,
    },
    { name: t('report.groupSales'), of: (group: Group) => format.money(group.sales) },
    { name: t('report.salesEach'), of: (group: Group) => format.money(group.salesPerCustomer) },
  ];
  return (
    <Panel title={t('report.groups')} info={t('report.groupsInfo')}>
      <div className="grid">
        <table className="facts span-7">
          <thead>
            <tr>
              <th />
              <th scope="col">{t('report.treated')}</th>
              <th scope="col">{t('report.control')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, of }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{of(treated)}</td>
                <td>{of(control)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <div className="span-5">
          <GroupChart treated={treated} control={control} />
        </div>
      </div>
    </Panel>
  );
}

function GroupChart({ treated, control }: { treated: Group; control: Group }) {
  const { t } = useTranslation();
  const format = useFormat();
  const option = useMemo(() => {
    const bars = [
      { name: t('report.control'), group: control, color: SERIES[1] },
      { name: t('report.treated'), group: treated, color: SERIES[0] },
    ];
    return {
      grid: { ...GRID, right: 80 },
      xAxis: { ...valueAxis(format.amount), min: 0 },
      yAxis: categoryAxis(bars.map(({ name }) => name)),
      series: [
        {
          type: 'bar',
          barMaxWidth: 28,
          data: bars.map(({ group, color }) => ({ value: Number(group.salesPerCustomer), itemStyle: { color } })),
          label: {
            show: true,
            position: 'right',
            color: COLORS.ink,
            formatter: ({ value }: { value: number }) => format.amount(value),
          },
        },
      ],
    };
  }, [treated, control, t, format]);
  return <Chart option={option} height={160} label={t('report.salesEach')} />;
}
