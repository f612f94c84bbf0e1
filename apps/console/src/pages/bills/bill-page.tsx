import type { BillView } from '@shuke/contract';
import { Alert, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useBill } from '../../api/bills.ts';
import { useMay } from '../../api/session.ts';
import { useStores } from '../../api/touchpoints.ts';
import { Answer } from '../../parts/answer.tsx';
import { useFormat } from '../../parts/format.ts';
import { Page } from '../../parts/page.tsx';
import { BillActs } from './bill-acts.tsx';
import { LinesPanel, QuotedPanels } from './bill-panels.tsx';
import { isHeld } from './bills-page.tsx';

/** One bill: its goods, what they would cost now, and what became of it. */
export function BillPage() {
  const { billId = '' } = useParams();
  const bill = useBill(billId);
  return <Answer query={bill}>{(found) => <Bill key={found.billId} bill={found} />}</Answer>;
}

const COLORS = { open: 'processing', paid: 'success', void: 'default', merged: 'default' } as const;

function Bill({ bill }: { bill: BillView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const mayWrite = useMay('order:write');
  const { data: stores = [] } = useStores();
  const isOpen = bill.status === 'open';
  const subtitle = (
    <>
      <Tag color={COLORS[bill.status]}>{t(`bills.status.${bill.status}`)}</Tag>
      {isHeld(bill) ? <Tag color="warning">{t('bills.held')}</Tag> : null}
      {stores.find(({ storeId }) => storeId === bill.storeId)?.name} · {format.instant(bill.createdAt)}
    </>
  );
  return (
    <Page
      title={bill.label}
      subtitle={subtitle}
      back={{ to: '/console/bills', label: t('nav.bills') }}
      actions={isOpen && mayWrite ? <BillActs bill={bill} /> : null}
    >
      <Ended bill={bill} />
      <div className="grid">
        {isOpen && bill.lines.length > 0 ? <QuotedPanels bill={bill} /> : <LinesPanel lines={bill.lines} />}
      </div>
    </Page>
  );
}

/** What became of a bill that is not open any more. */
function Ended({ bill: { orderId, mergedInto, voidReason } }: { bill: BillView }) {
  const { t } = useTranslation();
  if (orderId) {
    const toOrder = <Link to={`/console/orders/${orderId}`}>{t('bills.toOrder')}</Link>;
    return <Alert type="success" showIcon title={t('bills.paidBy')} action={toOrder} />;
  }
  if (mergedInto) {
    const toOther = <Link to={`/console/bills/${mergedInto}`}>{t('bills.toMerged')}</Link>;
    return <Alert type="info" showIcon title={t('bills.mergedInto')} action={toOther} />;
  }
  return voidReason ? <Alert type="warning" showIcon title={t('bills.voidedFor', { reason: voidReason })} /> : null;
}
