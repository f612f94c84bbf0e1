import type { OrderSettlement, OrderView } from '@shuke/contract';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useSettlement } from '../../api/orders.ts';
import { useMay } from '../../api/session.ts';
import { Answer } from '../../parts/answer.tsx';
import { Figure } from '../../parts/figure.tsx';
import { useFormat } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';
import { useAsset } from '../loyalty/use-asset.ts';
import { PaymentPanel } from './payment-panel.tsx';
import { PromotionsPanel } from './promotions-panel.tsx';
import { RefundPanel } from './refund-panel.tsx';

/** How an order was paid, what took off what, what it earned, and each refund of it. */
export function SettlementPanels({ order }: { order: OrderView }) {
  const settlement = useSettlement(order.orderId);
  const maySeePayments = useMay('payment:take');
  return (
    <Answer query={settlement} height={160}>
      {(settled) => (
        <>
          <TendersPanel settled={settled} />
          {settled.pricedHere ? <PromotionsPanel lines={order.lines} promotions={settled.promotions} /> : null}
          {settled.pricedHere ? <EarnedPanel settled={settled} /> : <CouponsPanel coupons={order.coupons} />}
          {settled.paymentId && maySeePayments ? <PaymentPanel paymentId={settled.paymentId} /> : null}
          {settled.refunds.map((refund) => (
            <RefundPanel key={refund.refundId} refund={refund} lines={order.lines} />
          ))}
        </>
      )}
    </Answer>
  );
}

function TendersPanel({ settled }: { settled: OrderSettlement }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { tenders, pointsPay, pointsSpent, shiftId, pricedHere } = settled;
  const paidByPoints = Number(pointsPay) > 0;
  const toShift = shiftId ? <Link to={`/console/shifts/${shiftId}`}>{t('orders.shift')}</Link> : undefined;
  return (
    <Panel className="span-4" title={t('orders.paidHow')} extra={toShift}>
      {pricedHere ? null : <div className="muted">{t('orders.paidElsewhere')}</div>}
      {pricedHere && tenders.length === 0 && !paidByPoints ? (
        <div className="muted">{t('orders.nothingPaid')}</div>
      ) : null}
      {tenders.map(({ kind, amount, refunded }, i) => (
        <Figure
          key={`${kind} ${i}`}
          small
          label={t(`shifts.tender.${kind as 'cash'}`, { defaultValue: kind })}
          value={format.money(amount)}
          note={Number(refunded) > 0 ? t('orders.tenderRefunded', { amount: format.money(refunded) }) : undefined}
        />
      ))}
      {paidByPoints ? (
        <Figure
          small
          label={t('orders.pointsPaid')}
          value={format.money(pointsPay)}
          note={t('orders.pointsPaidNote', { number: format.number(pointsSpent) })}
        />
      ) : null}
    </Panel>
  );
}

function EarnedPanel({ settled: { earned, pointsSpent } }: { settled: OrderSettlement }) {
  const { t } = useTranslation();
  const format = useFormat();
  const asset = useAsset();
  if (earned.length === 0 && pointsSpent === 0)
    return (
      <Panel className="span-4" title={t('orders.earnedTitle')}>
        <div className="muted">{t('orders.nothingEarned')}</div>
      </Panel>
    );
  return (
    <Panel className="span-4" title={t('orders.earnedTitle')}>
      <ul className="plain-list">
        {earned.map((one) => (
          <li key={one.asset}>
            {t('orders.earned', { number: format.number(one.amount), name: asset.name(one.asset) ?? one.asset })}
            {one.takenBack > 0 ? (
              <div className="muted small">{t('orders.earnedBack', { number: format.number(one.takenBack) })}</div>
            ) : null}
          </li>
        ))}
        {pointsSpent > 0 ? <li>{t('orders.spentPoints', { number: format.number(pointsSpent) })}</li> : null}
      </ul>
    </Panel>
  );
}

function CouponsPanel({ coupons }: { coupons: OrderView['coupons'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Panel className="span-8" title={t('orders.coupons')}>
      {coupons.length === 0 ? <div className="muted">{t('orders.noCoupons')}</div> : null}
      {coupons.map(({ code, redemptionId, discount }) => (
        <Figure key={redemptionId} small label={code} value={format.money(discount)} />
      ))}
    </Panel>
  );
}
