import type { RefundView } from '@shuke/contract';
import { useTranslation } from 'react-i18next';
import { Figure } from '../../parts/figure.tsx';
import { useFormat } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';
import { useAsset } from '../loyalty/use-asset.ts';

/** What a refund gave back: to each tender, to the member, and of the coupons. */
export function RefundPanel({ refund }: { refund: RefundView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const asset = useAsset();
  return (
    <Panel title={t('orders.refunded', { number: refund.refundNo })}>
      <div className="figures">
        <Figure label={t('orders.paidBack')} value={format.money(refund.amount)} />
        <Figure label={t('orders.refundedInAll')} value={format.money(refund.refundedInAll)} />
        <Figure label={t('orders.kept')} value={format.money(refund.keptPayable)} />
      </div>
      <ul className="plain-list">
        {refund.tenders.map(({ kind, amount }) => (
          <li key={kind}>
            {t('orders.tender', {
              tender: t(`shifts.tender.${kind as 'cash'}`, { defaultValue: kind }),
              amount: format.money(amount),
            })}
          </li>
        ))}
        {refund.pointsReturned > 0 ? (
          <li>{t('orders.pointsReturned', { number: format.number(refund.pointsReturned) })}</li>
        ) : null}
        {refund.takenBack.map((one) => (
          <li key={one.asset}>
            {t('orders.takenBack', { number: format.number(one.amount), name: asset.name(one.asset) ?? one.asset })}
          </li>
        ))}
        {refund.couponsReturned.map((code) => (
          <li key={code}>{t('orders.couponReturned', { code })}</li>
        ))}
      </ul>
    </Panel>
  );
}
