import type { ChannelOrderView } from '@shuke/contract';
import { Button, Table, Tag, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDecideRefund } from '../../api/channels.ts';
import { useConfirm } from '../../parts/confirm.ts';
import { useFormat } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';
import { ReasonDrawer } from '../../parts/reason-drawer.tsx';

type ChannelRefund = ChannelOrderView['refunds'][number];

/** What a guest asks back of a platform's order, and the decision. Nothing where nobody asked. */
export function RefundsPanel({ refunds }: { refunds: ChannelRefund[] }) {
  const { t } = useTranslation();
  const decide = useDecideRefund();
  const [declined, setDeclined] = useState<ChannelRefund | null>(null);
  if (refunds.length === 0) return null;
  const columns: TableColumnsType<ChannelRefund> = [
    { title: t('channels.refunds'), render: (_, one) => <Asked refund={one} /> },
    {
      render: (_, one) => (one.status === 'asked' ? <Decide refund={one} onDecline={() => setDeclined(one)} /> : null),
    },
  ];
  return (
    <Panel title={t('channels.refunds')}>
      <Table rowKey="channelRefundId" columns={columns} dataSource={refunds} pagination={false} size="middle" />
      <ReasonDrawer
        open={declined !== null}
        title={t('channels.decline')}
        text={t('channels.declineText')}
        okText={t('channels.decline')}
        label={t('channels.reason')}
        act={decide}
        onSubmit={(reason) => {
          const { channelRefundId = '' } = declined ?? {};
          decide.mutate({ channelRefundId, agree: false, reason }, { onSuccess: () => setDeclined(null) });
        }}
        onClose={() => {
          decide.reset();
          setDeclined(null);
        }}
      />
    </Panel>
  );
}

function Asked({ refund: { whole, reason, status, decideBy, sales, commission } }: { refund: ChannelRefund }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <strong>{t(whole ? 'channels.wholeRefund' : 'channels.partRefund')}</strong>{' '}
      <Tag color={status === 'asked' ? 'warning' : 'default'}>{t(`channels.refundStatus.${status}`)}</Tag>
      <div>{reason}</div>
      {status === 'asked' && decideBy ? (
        <div className="muted small">{t('channels.decideBy', { at: format.instant(decideBy) })}</div>
      ) : null}
      {sales === null ? null : (
        <div className="muted small">
          {t('channels.refunded', { amount: format.money(sales), commission: format.money(commission) })}
        </div>
      )}
    </>
  );
}

function Decide({ refund, onDecline }: { refund: ChannelRefund; onDecline: () => void }) {
  const { t } = useTranslation();
  const confirm = useConfirm();
  const decide = useDecideRefund();
  const { channelRefundId, reason } = refund;
  const agree = () =>
    confirm({
      title: t('channels.agreeTitle'),
      content: t('channels.agreeText'),
      okText: t('channels.agree'),
      act: () => decide.mutateAsync({ channelRefundId, agree: true }),
    });
  return (
    <div className="filters">
      <Button onClick={onDecline} aria-label={t('channels.declineOf', { reason })}>
        {t('channels.decline')}
      </Button>
      <Button type="primary" onClick={agree} aria-label={t('channels.agreeOf', { reason })}>
        {t('channels.agree')}
      </Button>
    </div>
  );
}
