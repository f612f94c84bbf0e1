import type { FunnelRow, FunnelView } from '@shuke/contract';
import { Segmented, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStores } from '../../api/touchpoints.ts';
import { NUMERIC } from '../../parts/columns.ts';
import { useFormat } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';

type Rule = 'firstTouch' | 'lastTouch';

/** What each touchpoint brought, by the first or the last touch of each person. */
export function FunnelPanel({ funnel }: { funnel: FunnelView }) {
  const { t, i18n } = useTranslation();
  const [rule, setRule] = useState<Rule>('lastTouch');
  const definition = funnel.definitions[rule]?.[i18n.language === 'en' ? 'en' : 'zh'] ?? '';
  const choice = (
    <Segmented<Rule>
      aria-label={t('touchpoints.rule')}
      value={rule}
      onChange={setRule}
      options={(['lastTouch', 'firstTouch'] as const).map((value) => ({ value, label: t(`touchpoints.${value}`) }))}
    />
  );
  return (
    <Panel title={t('touchpoints.list')} info={`${t('touchpoints.listInfo')} ${definition}`} extra={choice}>
      <FunnelTable rows={funnel.touchpoints} rule={rule} />
    </Panel>
  );
}

function FunnelTable({ rows, rule }: { rows: FunnelRow[]; rule: Rule }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: stores = [] } = useStores();
  const storeName = (storeId: string | null) =>
    stores.find((store) => store.storeId === storeId)?.name ?? t('touchpoints.wholeShop');
  const count = (title: string, of: (row: FunnelRow) => number) => ({
    title,
    ...NUMERIC,
    sorter: (a: FunnelRow, b: FunnelRow) => of(a) - of(b),
    render: (_: unknown, row: FunnelRow) => format.number(of(row)),
  });
  const columns: TableColumnsType<FunnelRow> = [
    {
      title: t('touchpoints.label'),
      render: (_, row) => (
        <>
          <strong>{row.label}</strong>
          <div className="muted small">
            {t(`touchpoints.kind.${row.kind}`)} · {storeName(row.storeId)}
          </div>
        </>
      ),
    },
    count(t('touchpoints.scans'), (row) => row.scans),
    count(t('touchpoints.contacts'), (row) => row.contacts),
    { ...count(t('touchpoints.members'), (row) => row[rule].members), responsive: ['sm'] },
    { ...count(t('touchpoints.orders'), (row) => row[rule].orders), responsive: ['md'] },
    {
      title: t('touchpoints.revenue'),
      ...NUMERIC,
      responsive: ['md'],
      render: (_, row) => format.money(row[rule].revenue),
    },
    {
      title: t('touchpoints.costPerMember'),
      ...NUMERIC,
      responsive: ['lg'],
      render: (_, row) => format.money(row.costPerMember[rule]),
    },
  ];
  const pagination = rows.length > 50 ? { pageSize: 50, showSizeChanger: false } : false;
  return <Table rowKey="touchpointId" columns={columns} dataSource={rows} pagination={pagination} size="middle" />;
}
