import type { ChannelOrderSummary } from '@shuke/contract';
import { Table, Tag, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMay } from '../../api/session.ts';
import { useStores } from '../../api/touchpoints.ts';
import { NUMERIC } from '../../parts/columns.ts';
import { useFormat } from '../../parts/format.ts';

/** Platforms' orders with where they stand. Who may serve them is led to each. */
export function OrderTable({ orders }: { orders: ChannelOrderSummary[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: stores = [] } = useStores();
  const storeName = new Map(stores.map(({ storeId, name }) => [storeId, name]));
  const columns: TableColumnsType<ChannelOrderSummary> = [
    {
      title: t('channels.order'),
      render: (_, one) => (
        <>
          <OrderName order={one} />
          <div className="muted small">
            {storeName.get(one.storeId) ?? ''} · {format.instant(one.placedAt)}
          </div>
          <div className="muted small" style={{ overflowWrap: 'anywhere' }}>
            {one.platformNo}
          </div>
        </>
      ),
    },
    { title: t('channels.state'), render: (_, one) => <OrderState order={one} /> },
    {
      title: t('channels.commission'),
      ...NUMERIC,
      responsive: ['md'],
      render: (_, one) => format.money(one.commission),
    },
    {
      title: t('channels.receivable'),
      ...NUMERIC,
      responsive: ['md'],
      render: (_, one) => format.money(one.receivable),
    },
    { title: t('channels.sale'), ...NUMERIC, render: (_, one) => format.money(one.payable) },
  ];
  return <Table rowKey="channelOrderId" columns={columns} dataSource={orders} pagination={false} size="middle" />;
}

function OrderName({ order }: { order: ChannelOrderSummary }) {
  const name = useOrderName();
  const mayServe = useMay('channel:serve');
  if (!mayServe) return <strong>{name(order)}</strong>;
  return (
    <Link to={`/console/channels/orders/${order.channelOrderId}`}>
      <strong>{name(order)}</strong>
    </Link>
  );
}

type Named = Pick<ChannelOrderSummary, 'channel' | 'dayNo' | 'platformNo'>;

/** An order as the kitchen calls it: the platform, and its number of the day where it gives one. */
export function useOrderName(): (order: Named) => string {
  const { t } = useTranslation();
  return ({ channel, dayNo, platformNo }) =>
    t('channels.orderOf', { channel: t(`channels.name.${channel}`), number: dayNo ?? platformNo });
}

const COLORS = {
  new: 'warning',
  accepted: 'processing',
  ready: 'processing',
  delivering: 'processing',
  done: 'success',
  cancelled: 'default',
} as const satisfies Record<ChannelOrderSummary['status'], string>;

/** Where an order stands, and why it waits for a person. */
export function OrderState({ order: { status, heldFor } }: { order: Pick<ChannelOrderSummary, 'status' | 'heldFor'> }) {
  const { t } = useTranslation();
  return (
    <>
      <Tag color={COLORS[status]}>{t(`channels.status.${status}`)}</Tag>
      {heldFor ? (
        <div className="muted small">{t(`channels.held.${heldFor as 'out_of_stock'}`, { defaultValue: heldFor })}</div>
      ) : null}
    </>
  );
}
