import type { ShiftReport } from '@shuke/contract';
import { Button, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useShift } from '../../api/shifts.ts';
import { useStores } from '../../api/touchpoints.ts';
import { Answer } from '../../parts/answer.tsx';
import { NUMERIC } from '../../parts/columns.ts';
import { Figure } from '../../parts/figure.tsx';
import { useFormat } from '../../parts/format.ts';
import { Page } from '../../parts/page.tsx';
import { Panel } from '../../parts/panel.tsx';
import { CloseShiftDrawer } from './close-shift-drawer.tsx';
import { ShiftStateTag } from './shifts-page.tsx';

/** One shift: what it sold, the cash that it should hold, and what was counted. */
export function ShiftPage() {
  const { shiftId = '' } = useParams();
  const shift = useShift(shiftId);
  return <Answer query={shift}>{(report) => <Shift report={report} />}</Answer>;
}

function Shift({ report }: { report: ShiftReport }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: stores = [] } = useStores();
  const [isClosing, setClosing] = useState(false);
  const subtitle = (
    <>
      <ShiftStateTag shift={report} />
      {stores.find(({ storeId }) => storeId === report.storeId)?.name}
    </>
  );
  const close = (
    <Button type="primary" onClick={() => setClosing(true)}>
      {t('shifts.close')}
    </Button>
  );
  return (
    <Page
      title={t('shifts.shiftOf', { at: format.instant(report.openedAt) })}
      subtitle={subtitle}
      back={{ to: '/console/shifts', label: t('nav.shifts') }}
      actions={report.closedAt === null ? close : null}
    >
      <div className="grid">
        <CashPanel report={report} />
        <SalesPanel report={report} />
        <TenderPanel tenders={report.byTender} />
        <SourcePanel sources={report.bySource} />
      </div>
      <CloseShiftDrawer shift={report} open={isClosing} onClose={() => setClosing(false)} />
    </Page>
  );
}

function CashPanel({ report: { float, expectedCash, counted, difference } }: { report: ShiftReport }) {
  const { t } = useTranslation();
  const format = useFormat();
  const verdict = useVerdict();
  return (
    <Panel>
      <div className="figures">
        <Figure label={t('shifts.float')} value={format.money(float)} />
        <Figure label={t('shifts.expected')} value={format.money(expectedCash)} note={t('shifts.expectedNote')} />
        <Figure label={t('shifts.counted')} value={format.money(counted)} />
        <Figure
          label={t('shifts.difference')}
          value={format.signedMoney(difference)}
          note={difference === null ? undefined : verdict(difference)}
        />
      </div>
    </Panel>
  );
}

/** Says whether money is missing, with the amount. */
function useVerdict(): (difference: string) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (difference) => {
    if (Number(difference) === 0) return t('shifts.exact');
    const amount = format.money(difference.replace('-', ''));
    return t(difference.startsWith('-') ? 'shifts.short' : 'shifts.over', { amount });
  };
}

function SalesPanel({ report }: { report: ShiftReport }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Panel>
      <div className="figures">
        <Figure label={t('shifts.orders')} value={format.number(report.orders)} />
        <Figure label={t('shifts.gross')} value={format.money(report.gross)} />
        <Figure label={t('shifts.discount')} value={format.money(report.discount)} />
        <Figure label={t('shifts.refunded')} value={format.money(report.refunded)} />
        <Figure label={t('shifts.revenue')} value={format.money(report.revenue)} />
      </div>
    </Panel>
  );
}

function TenderPanel({ tenders }: { tenders: ShiftReport['byTender'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Panel className="span-6" title={t('shifts.byTender')}>
      <Table
        rowKey="tender"
        dataSource={tenders}
        pagination={false}
        size="middle"
        locale={{ emptyText: t('shifts.nothingSold') }}
        columns={[
          {
            title: t('shifts.tenderTitle'),
            render: (_, { tender }) => t(`shifts.tender.${tender as 'cash'}`, { defaultValue: tender }),
          },
          { title: t('shifts.paid'), ...NUMERIC, responsive: ['sm'], render: (_, one) => format.money(one.paid) },
          {
            title: t('shifts.refunded'),
            ...NUMERIC,
            responsive: ['sm'],
            render: (_, one) => format.money(one.refunded),
          },
          { title: t('shifts.net'), ...NUMERIC, render: (_, one) => format.money(one.net) },
        ]}
      />
    </Panel>
  );
}

function SourcePanel({ sources }: { sources: ShiftReport['bySource'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Panel className="span-6" title={t('shifts.bySource')}>
      <Table
        rowKey="source"
        dataSource={sources}
        pagination={false}
        size="middle"
        locale={{ emptyText: t('shifts.nothingSold') }}
        columns={[
          {
            title: t('promotions.sources'),
            render: (_, { source }) => t(`promotions.source.${source as 'counter'}`, { defaultValue: source }),
          },
          { title: t('shifts.orders'), ...NUMERIC, render: (_, one) => format.number(one.orders) },
          { title: t('shifts.revenue'), ...NUMERIC, render: (_, one) => format.money(one.revenue) },
        ]}
      />
    </Panel>
  );
}
