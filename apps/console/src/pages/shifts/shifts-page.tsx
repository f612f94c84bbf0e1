import type { ShiftView } from '@shuke/contract';
import { Button, Table, Tag, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useShifts } from '../../api/shifts.ts';
import { useStores } from '../../api/touchpoints.ts';
import { Answer } from '../../parts/answer.tsx';
import { NUMERIC } from '../../parts/columns.ts';
import { useFormat } from '../../parts/format.ts';
import { LoadMore } from '../../parts/load-more.tsx';
import { NothingYet } from '../../parts/nothing-yet.tsx';
import { Page } from '../../parts/page.tsx';
import { Panel } from '../../parts/panel.tsx';
import { OpenShiftDrawer } from './open-shift-drawer.tsx';

/** The shifts of all stores. */
export function ShiftsPage() {
  const { t } = useTranslation();
  const shifts = useShifts();
  const [isOpening, setOpening] = useState(false);
  const open = (
    <Button type="primary" onClick={() => setOpening(true)}>
      {t('shifts.open')}
    </Button>
  );
  return (
    <Page title={t('nav.shifts')} subtitle={t('shifts.subtitle')} actions={shifts.data?.length ? open : null}>
      <Panel>
        <Answer query={shifts}>
          {(items) =>
            items.length === 0 ? (
              <NothingYet title={t('shifts.none')} text={t('shifts.noneText')} action={open} />
            ) : (
              <>
                <ShiftTable shifts={items} />
                <LoadMore pages={shifts} />
              </>
            )
          }
        </Answer>
      </Panel>
      <OpenShiftDrawer open={isOpening} onClose={() => setOpening(false)} />
    </Page>
  );
}

function ShiftTable({ shifts }: { shifts: ShiftView[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: stores = [] } = useStores();
  const columns: TableColumnsType<ShiftView> = [
    {
      title: t('shifts.openedAt'),
      render: (_, one) => (
        <>
          <Link to={`/console/shifts/${one.shiftId}`}>
            <strong>{format.instant(one.openedAt)}</strong>
          </Link>
          <div className="muted small">{stores.find(({ storeId }) => storeId === one.storeId)?.name}</div>
        </>
      ),
    },
    { title: t('shifts.state'), render: (_, one) => <ShiftStateTag shift={one} /> },
    {
      title: t('shifts.closedAt'),
      className: 'nowrap',
      responsive: ['md'],
      render: (_, one) => format.instant(one.closedAt),
    },
    { title: t('shifts.float'), ...NUMERIC, responsive: ['sm'], render: (_, one) => format.money(one.float) },
    { title: t('shifts.counted'), ...NUMERIC, render: (_, one) => format.money(one.counted) },
  ];
  return <Table rowKey="shiftId" columns={columns} dataSource={shifts} pagination={false} size="middle" />;
}

/** Whether a shift is still open. */
export function ShiftStateTag({ shift: { closedAt } }: { shift: Pick<ShiftView, 'closedAt'> }) {
  const { t } = useTranslation();
  return closedAt === null ? <Tag color="success">{t('shifts.isOpen')}</Tag> : <Tag>{t('shifts.isClosed')}</Tag>;
}
