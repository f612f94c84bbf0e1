import { App, Button, Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFailedRefunds, useRetryRefund, type FailedRefund } from '../../api/payments.ts';
import { Answer } from '../../parts/answer.tsx';
import { NUMERIC } from '../../parts/columns.ts';
import { useTell } from '../../parts/confirm.ts';
import { useFormat } from '../../parts/format.ts';
import { LoadMore } from '../../parts/load-more.tsx';
import { Panel } from '../../parts/panel.tsx';

/** Refunds that a provider would not pay, each to be sent again. Nothing where there is none. */
export function FailedRefundsPanel() {
  const { t } = useTranslation();
  const refunds = useFailedRefunds();
  if (refunds.data?.length === 0) return null;
  return (
    <Panel title={t('payments.failedRefunds')} info={t('payments.failedRefundsInfo')}>
      <Answer query={refunds}>
        {(items) => (
          <>
            <RefundTable items={items} />
            <LoadMore pages={refunds} />
          </>
        )}
      </Answer>
    </Panel>
  );
}

function RefundTable({ items }: { items: FailedRefund[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { message } = App.useApp();
  const tell = useTell();
  const retry = useRetryRefund();
  const send = (refundId: string) =>
    retry.mutate(refundId, {
      onSuccess: () => void message.success(t('payments.refundSent')),
      onError: tell,
    });
  const columns: TableColumnsType<FailedRefund> = [
    {
      title: t('payments.refund'),
      render: (_, one) => (
        <>
          {format.instant(one.createdAt)}
          <div className="muted small">{t('payments.providerSays', { code: one.providerCode ?? '–' })}</div>
        </>
      ),
    },
    { title: t('payments.amount'), ...NUMERIC, render: (_, one) => format.money(one.amount) },
    {
      title: t('payments.toDo'),
      render: (_, one) => (
        <Button
          onClick={() => send(one.refundId)}
          loading={retry.isPending && retry.variables === one.refundId}
          aria-label={t('payments.retryOf', { amount: format.money(one.amount) })}
        >
          {t('payments.action.retry_refund')}
        </Button>
      ),
    },
  ];
  return <Table rowKey="refundId" columns={columns} dataSource={items} pagination={false} size="middle" />;
}
