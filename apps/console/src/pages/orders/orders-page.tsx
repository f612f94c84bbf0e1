import type { OrderSummary } from '@shuke/contract';
import { Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useOrders } from '../../api/orders.ts';
import { useStores } from '../../api/touchpoints.ts';
import { Answer } from '../../parts/answer.tsx';
import { NUMERIC } from '../../parts/columns.ts';
import { DayRange } from '../../parts/day-input.tsx';
import { useFormat } from '../../parts/format.ts';
import { LoadMore } from '../../parts/load-more.tsx';
import { NothingYet } from '../../parts/nothing-yet.tsx';
import { Page } from '../../parts/page.tsx';
import { Panel } from '../../parts/panel.tsx';
import { useSourceName } from './use-source-name.ts';

/** The orders of all stores, the newest first. */
export function OrdersPage() {
  const { t } = useTranslation();
  const [period, setPeriod] = useState<readonly [string, string] | null>(null);
  const orders = useOrders(period);
  const choice = <DayRange label={t('orders.period')} value={period} onChange={setPeriod} />;
  return (
    <Page title={t('nav.orders')} subtitle={t('orders.subtitle')} actions={choice}>
      <Panel>
        <Answer query={orders}>
          {(items) =>
            items.length === 0 ? (
              <NothingYet title={t('orders.none')} text={t('orders.noneText')} />
            ) : (
              <>
                <OrderTable orders={items} />
                <LoadMore pages={orders} />
              </>
            )
          }
        </Answer>
      </Panel>
    </Page>
  );
}

function OrderTable({ orders }: { orders: OrderSummary[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const sourceName = useSourceName();
  const { data: stores = [] } = useStores();
  const storeName = (id: string) => stores.find(({ storeId }) => storeId === id)?.name ?? '';
  const columns: TableColumnsType<OrderSummary> = [
    {
      title: t('orders.ref'),
      render: (_, one) => (
        <>
          <Link to={`/console/orders/${one.orderId}`}>
            <strong style={{ overflowWrap: 'anywhere' }}>{one.orderRef}</strong>
          </Link>
          <div className="muted small">
            {storeName(one.storeId)} · {sourceName(one.source)}
          </div>
        </>
      ),
    },
    {
      title: t('orders.at'),
      className: 'nowrap',
      responsive: ['sm'],
      render: (_, one) => format.instant(one.orderedAt),
    },
    { title: t('orders.lines'), ...NUMERIC, responsive: ['md'], render: (_, one) => format.number(one.lineCount) },
    {
      title: t('orders.discount'),
      ...NUMERIC,
      responsive: ['md'],
      render: (_, one) => format.money(one.discountTotal),
    },
    { title: t('orders.payable'), ...NUMERIC, render: (_, one) => format.money(one.payable) },
  ];
  return <Table rowKey="orderId" columns={columns} dataSource={orders} pagination={false} size="middle" />;
}
