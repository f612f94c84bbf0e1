import type { PaymentView } from '@shuke/contract';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePayment } from '../../api/orders.ts';
import { Answer } from '../../parts/answer.tsx';
import { Figure } from '../../parts/figure.tsx';
import { useFormat } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';

/** The payment through a provider that an order was settled with, and what of it goes back. */
export function PaymentPanel({ paymentId }: { paymentId: string }) {
  const payment = usePayment(paymentId);
  return (
    <Answer query={payment} height={120}>
      {(found) => <Payment payment={found} />}
    </Answer>
  );
}

function Payment({ payment }: { payment: PaymentView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { gateway, amount, status, outTradeNo, providerRef, refunds } = payment;
  return (
    <Panel
      title={t('orders.payment', { provider: t(`payments.gateway.${gateway}`) })}
      extra={<Link to="/console/payments">{t('orders.toPayments')}</Link>}
    >
      <div className="figures">
        <Figure small label={t('orders.amount')} value={format.money(amount)} />
        <Figure small label={t('orders.paymentState')} value={t(`orders.paymentStatus.${status}`)} />
      </div>
      <div className="muted small" style={{ overflowWrap: 'anywhere' }}>
        {t('orders.paymentNo')} {outTradeNo}
        {providerRef ? ` · ${t('orders.providerNo')} ${providerRef}` : null}
      </div>
      {refunds.length > 0 ? <ProviderRefunds refunds={refunds} /> : null}
    </Panel>
  );
}

function ProviderRefunds({ refunds }: { refunds: PaymentView['refunds'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <ul className="plain-list">
      {refunds.map(({ refundId, amount, status }) => (
        <li key={refundId}>
          {t('orders.providerRefund', { amount: format.money(amount), state: t(`orders.refundStatus.${status}`) })}
        </li>
      ))}
    </ul>
  );
}
