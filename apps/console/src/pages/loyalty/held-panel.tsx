import type { MembershipView } from '@shuke/contract';
import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { NUMERIC } from '../../parts/columns.ts';
import { Figure } from '../../parts/figure.tsx';
import { useFormat } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';

type Points = NonNullable<MembershipView['points']>;
type StampCard = MembershipView['stampCards'][number];

interface HeldPanelProps {
  title: string;
  units: Points | StampCard;
  note?: string;
}

/** What a member has of one kind of units, by the lots in which it ends. */
export function HeldPanel({ title, units, note }: HeldPanelProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const isPoints = 'spendable' in units;
  return (
    <Panel className="span-4" title={title} info={units.owed > 0 ? t('loyalty.owedInfo') : undefined}>
      <div className="figures">
        <Figure
          small
          label={t('loyalty.spendable')}
          value={format.number(isPoints ? units.spendable : units.stamps)}
          note={note}
        />
        {isPoints ? <Figure small label={t('loyalty.pendingUnits')} value={format.number(units.pending)} /> : null}
        {units.owed > 0 ? <Figure small label={t('loyalty.owed')} value={format.number(units.owed)} /> : null}
      </div>
      <Table
        rowKey={(lot) => `${lot.customerId} ${lot.spendableFrom} ${lot.endsOn}`}
        dataSource={units.lots}
        pagination={units.lots.length > 10 ? { pageSize: 10, showSizeChanger: false } : false}
        size="small"
        locale={{ emptyText: t('loyalty.noLots') }}
        columns={[
          { title: t('loyalty.lotUnits'), ...NUMERIC, render: (_, lot) => format.number(lot.units) },
          {
            title: t('loyalty.lotFrom'),
            render: (_, lot) => (lot.spendableFrom === null ? t('loyalty.now') : format.day(lot.spendableFrom)),
          },
          {
            title: t('loyalty.lotEnd'),
            render: (_, lot) => (lot.endsOn === null ? t('loyalty.never') : format.day(lot.endsOn)),
          },
        ]}
      />
    </Panel>
  );
}
