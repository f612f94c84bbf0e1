import type { ChannelOrderView } from '@shuke/contract';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useChannelOrder } from '../../api/channels.ts';
import { useStores } from '../../api/touchpoints.ts';
import { Answer } from '../../parts/answer.tsx';
import { Figure } from '../../parts/figure.tsx';
import { useFormat } from '../../parts/format.ts';
import { Page } from '../../parts/page.tsx';
import { Panel } from '../../parts/panel.tsx';
import { DiscountsPanel, GoodsPanel } from './goods-panel.tsx';
import { OrderActs } from './order-acts.tsx';
import { OrderState, useOrderName } from './order-table.tsx';
import { RefundsPanel } from './refunds-panel.tsx';

/** One order of a platform: where it stands, what it comes to, who gets it, and what is to be decided. */
export function ChannelOrderPage() {
  const { channelOrderId = '' } = useParams();
  const order = useChannelOrder(channelOrderId);
  return <Answer query={order}>{(found) => <Order order={found} />}</Answer>;
}

function Order({ order }: { order: ChannelOrderView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useOrderName();
  const { data: stores = [] } = useStores();
  const subtitle = (
    <>
      <OrderState order={order} /> {stores.find(({ storeId }) => storeId === order.storeId)?.name} ·{' '}
      {format.instant(order.placedAt)} · <span style={{ overflowWrap: 'anywhere' }}>{order.platformNo}</span>
    </>
  );
  return (
    <Page
      title={name(order)}
      subtitle={subtitle}
      back={{ to: '/console/channels', label: t('nav.channels') }}
      actions={<OrderActs order={order} />}
    >
      {order.cancelReason ? (
        <Alert type="warning" showIcon title={t('channels.cancelled', { reason: order.cancelReason })} />
      ) : null}
      <div className="grid">
        <SumsPanel order={order} />
        <RefundsPanel refunds={order.refunds} />
        <GoodsPanel lines={order.lines} />
        <GuestPanel order={order} />
        <DiscountsPanel discounts={order.discounts} />
        <UntoldPanel untold={order.untold} />
      </div>
    </Page>
  );
}

function SumsPanel({ order }: { order: ChannelOrderView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const toSale = order.orderId ? (
    <Link to={`/console/orders/${order.orderId}`}>{t('channels.toSale')}</Link>
  ) : undefined;
  return (
    <Panel title={t('channels.sums')} extra={toSale}>
      <div className="figures">
        <Figure label={t('channels.sale')} value={format.money(order.payable)} />
        <Figure label={t('channels.commission')} value={format.money(order.commission)} />
        <Figure label={t('channels.receivable')} value={format.money(order.receivable)} />
        <Figure label={t('channels.guestPaid')} value={format.money(order.guestPaid)} />
      </div>
      <div className="figures">
        <Figure small label={t('channels.merchantDiscount')} value={format.money(order.merchantDiscount)} />
        <Figure small label={t('channels.platformDiscount')} value={format.money(order.platformDiscount)} />
        {order.statedIncome === null ? null : (
          <Figure small label={t('channels.statedIncome')} value={format.money(order.statedIncome)} />
        )}
        {Number(order.unexplained) === 0 ? null : (
          <Figure
            small
            label={t('channels.unexplained')}
            value={format.money(order.unexplained)}
            note={t('channels.unexplainedText')}
          />
        )}
      </div>
    </Panel>
  );
}

function GuestPanel({ order: { guest, wantedAt } }: { order: ChannelOrderView }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Panel className="span-4" title={t('channels.guest')}>
      {guest === null ? <div className="muted">{t('channels.noGuest')}</div> : null}
      {guest ? (
        <div style={{ overflowWrap: 'anywhere' }}>
          <strong>{guest.name}</strong> {guest.phone}
          <div>{guest.address}</div>
        </div>
      ) : null}
      {guest?.remark ? <Figure small label={t('channels.remark')} value={guest.remark} /> : null}
      {wantedAt ? <Figure small label={t('channels.wanted')} value={format.instant(wantedAt)} /> : null}
    </Panel>
  );
}

function UntoldPanel({ untold }: { untold: ChannelOrderView['untold'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (untold.length === 0) return null;
  return (
    <Panel title={t('channels.untold')} info={t('channels.untoldInfo')}>
      <ul className="plain-list">
        {untold.map(({ kind, attempts, lastError }) => (
          <li key={kind}>
            {t(`channels.telling.${kind as 'accept'}`, { defaultValue: kind })}
            <div className="muted small">
              {t('channels.attempts', { number: format.number(attempts) })}
              {lastError ? ` · ${lastError}` : null}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
