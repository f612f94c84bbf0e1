import type { OrderView } from '@shuke/contract';
import { Button, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useOrder } from '../../api/orders.ts';
import { useMay } from '../../api/session.ts';
import { useStores } from '../../api/touchpoints.ts';
import { Answer } from '../../parts/answer.tsx';
import { NUMERIC } from '../../parts/columns.ts';
import { Figure } from '../../parts/figure.tsx';
import { useFormat } from '../../parts/format.ts';
import { Page } from '../../parts/page.tsx';
import { Panel } from '../../parts/panel.tsx';
import { PostingsPanel } from './postings-panel.tsx';
import { RefundDrawer } from './refund-drawer.tsx';
import { SettlementPanels } from './settlement-panels.tsx';
import { useSourceName } from './use-source-name.ts';

/** One order: its goods, how it was paid, what came of it, and where goods of it are taken back. */
export function OrderPage() {
  const { orderId = '' } = useParams();
  const order = useOrder(orderId);
  return <Answer query={order}>{(found) => <Order key={found.orderId} order={found} />}</Answer>;
}

function Order({ order }: { order: OrderView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const sourceName = useSourceName();
  const { data: stores = [] } = useStores();
  const mayReadLedger = useMay('ledger:read');
  const [isRefunding, setRefunding] = useState(false);
  const store = stores.find(({ storeId }) => storeId === order.storeId);
  return (
    <Page
      title={order.orderRef}
      subtitle={[format.instant(order.orderedAt), store?.name, sourceName(order.source)].filter(Boolean).join(' · ')}
      back={{ to: '/console/orders', label: t('nav.orders') }}
      actions={<Button onClick={() => setRefunding(true)}>{t('orders.refund')}</Button>}
    >
      <div className="grid">
        <Totals order={order} />
        <LinesPanel lines={order.lines} />
        <SettlementPanels order={order} />
        {mayReadLedger ? <PostingsPanel orderId={order.orderId} /> : null}
      </div>
      <RefundDrawer
        order={order}
        open={isRefunding}
        onClose={() => setRefunding(false)}
        onDone={() => setRefunding(false)}
      />
    </Page>
  );
}

function Totals({ order: { grossTotal, discountTotal, payable, customerId } }: { order: OrderView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const customer = customerId ? (
    <Link to={`/console/loyalty/members/${customerId}`}>{t('loyalty.member')}</Link>
  ) : (
    t('orders.anonymous')
  );
  return (
    <Panel>
      <div className="figures">
        <Figure label={t('orders.gross')} value={format.money(grossTotal)} />
        <Figure label={t('orders.discount')} value={format.money(discountTotal)} />
        <Figure label={t('orders.payable')} value={format.money(payable)} />
        <Figure label={t('orders.customer')} value={customer} />
      </div>
    </Panel>
  );
}

function LinesPanel({ lines }: { lines: OrderView['lines'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Panel className="span-8" title={t('orders.lines')}>
      <Table
        rowKey={(line) => lines.indexOf(line)}
        dataSource={lines}
        pagination={false}
        size="middle"
        columns={[
          { title: t('orders.product'), render: (_, line) => line.name },
          { title: t('orders.quantity'), ...NUMERIC, render: (_, line) => line.quantity },
          {
            title: t('orders.discount'),
            ...NUMERIC,
            responsive: ['sm'],
            render: (_, line) => format.money(line.discount),
          },
          { title: t('orders.amount'), ...NUMERIC, render: (_, line) => format.money(line.amount) },
        ]}
      />
    </Panel>
  );
}
