import type { OrderSettlement, OrderView } from '@shuke/contract';
import { useTranslation } from 'react-i18next';
import { useStores } from '../../api/touchpoints.ts';
import { Figure } from '../../parts/figure.tsx';
import { useFormat } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';
import { useAsset } from '../loyalty/use-asset.ts';

type OrderRefund = OrderSettlement['refunds'][number];

interface RefundPanelProps {
  refund: OrderRefund;
  lines: OrderView['lines'];
}

/** What a refund took back and gave back: to each tender, to the member, and of the coupons. */
export function RefundPanel({ refund, lines }: RefundPanelProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: stores = [] } = useStores();
  const store = stores.find(({ storeId }) => storeId === refund.storeId)?.name ?? '';
  const goods = refund.lines.map(({ line, quantity }) =>
    t('orders.goodsBackOne', { quantity, name: lines[line - 1]?.name ?? '' }),
  );
  return (
    <Panel title={t('orders.refunded', { number: refund.refundNo })}>
      <div className="muted small">
        {t('orders.refundedAt', { at: format.instant(refund.refundedAt), store, reason: refund.reason })}
      </div>
      <div className="figures">
        <Figure label={t('orders.paidBack')} value={format.money(refund.amount)} />
        <Figure label={t('orders.refundedInAll')} value={format.money(refund.refundedInAll)} />
        <Figure label={t('orders.kept')} value={format.money(refund.keptPayable)} />
      </div>
      <ul className="plain-list">
        {goods.length > 0 ? <li>{t('orders.goodsBack', { list: goods.join(t('app.listComma')) })}</li> : null}
        <GivenBack refund={refund} />
      </ul>
    </Panel>
  );
}

function GivenBack({ refund }: { refund: OrderRefund }) {
  const { t } = useTranslation();
  const format = useFormat();
  const asset = useAsset();
  const points = refund.pointsReturned;
  return (
    <>
      {refund.tenders.map(({ kind, amount }) => (
        <li key={kind}>
          {t('orders.tender', {
            tender: t(`shifts.tender.${kind as 'cash'}`, { defaultValue: kind }),
            amount: format.money(amount),
          })}
        </li>
      ))}
      {points > 0 ? <li>{t('orders.pointsReturned', { number: format.number(points) })}</li> : null}
      {refund.takenBack
        .filter(({ amount }) => amount > 0)
        .map((one) => (
          <li key={one.asset}>
            {t('orders.takenBack', { number: format.number(one.amount), name: asset.name(one.asset) ?? one.asset })}
          </li>
        ))}
      {refund.couponsReturned.map((code) => (
        <li key={code}>{t('orders.couponReturned', { code })}</li>
      ))}
    </>
  );
}
