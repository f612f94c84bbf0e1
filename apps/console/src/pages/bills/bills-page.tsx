import { PlusOutlined } from '@ant-design/icons';
import type { BillSummary } from '@shuke/contract';
import { Button, Select, Table, Tag, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useBills } from '../../api/bills.ts';
import { useMay } from '../../api/session.ts';
import { useStores } from '../../api/touchpoints.ts';
import { Answer } from '../../parts/answer.tsx';
import { NUMERIC } from '../../parts/columns.ts';
import { useFormat } from '../../parts/format.ts';
import { LoadMore } from '../../parts/load-more.tsx';
import { NothingYet } from '../../parts/nothing-yet.tsx';
import { Page } from '../../parts/page.tsx';
import { Panel } from '../../parts/panel.tsx';
import { OpenBillDrawer } from './open-bill-drawer.tsx';

/** What is ordered and not yet paid: tables' bills and held sales, the oldest first. */
export function BillsPage() {
  const { t } = useTranslation();
  const mayWrite = useMay('order:write');
  const { data: stores = [] } = useStores();
  const [storeCode, setStoreCode] = useState<string>();
  const [isOpening, setOpening] = useState(false);
  const bills = useBills(storeCode);
  const open = mayWrite ? (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setOpening(true)}>
      {t('bills.openBill')}
    </Button>
  ) : null;
  const filter = (
    <Select
      aria-label={t('bills.storeFilter')}
      allowClear
      placeholder={t('bills.allStores')}
      style={{ minWidth: 140 }}
      value={storeCode}
      onChange={setStoreCode}
      options={stores.map(({ code, name }) => ({ value: code, label: name }))}
    />
  );
  const actions = (
    <>
      {stores.length > 1 ? filter : null}
      {open}
    </>
  );
  return (
    <Page title={t('nav.bills')} subtitle={t('bills.subtitle')} actions={actions}>
      <Panel>
        <Answer query={bills}>
          {(items) =>
            items.length === 0 ? (
              <NothingYet title={t('bills.none')} text={t('bills.noneText')} />
            ) : (
              <>
                <BillTable bills={items} />
                <LoadMore pages={bills} />
              </>
            )
          }
        </Answer>
      </Panel>
      <OpenBillDrawer open={isOpening} onClose={() => setOpening(false)} />
    </Page>
  );
}

function BillTable({ bills }: { bills: BillSummary[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: stores = [] } = useStores();
  const storeName = new Map(stores.map(({ storeId, name }) => [storeId, name]));
  const columns: TableColumnsType<BillSummary> = [
    {
      title: t('bills.bill'),
      render: (_, one) => (
        <>
          <strong>{one.label}</strong> {isHeld(one) ? <Tag color="warning">{t('bills.held')}</Tag> : null}
          <div className="muted small">
            {storeName.get(one.storeId) ?? one.storeCode} · {format.instant(one.createdAt)}
          </div>
        </>
      ),
    },
    { title: t('bills.lineCount'), ...NUMERIC, render: (_, one) => format.number(one.lineCount) },
    { title: t('bills.changed'), responsive: ['md'], render: (_, one) => format.instant(one.updatedAt) },
    { render: (_, one) => <ToBill bill={one} /> },
  ];
  return <Table rowKey="billId" columns={columns} dataSource={bills} pagination={false} size="middle" />;
}

/** A sale of the counter that waits while the next guest is served. To recall it is to read it. */
export const isHeld = ({ source }: Pick<BillSummary, 'source'>): boolean => source === 'counter';

function ToBill({ bill }: { bill: BillSummary }) {
  const { t } = useTranslation();
  const act = isHeld(bill) ? 'recall' : 'see';
  return (
    <Link to={`/console/bills/${bill.billId}`} aria-label={t(`bills.${act}Of`, { name: bill.label })}>
      {t(`bills.${act}`)}
    </Link>
  );
}
