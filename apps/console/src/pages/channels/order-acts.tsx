import type { ChannelOrderView } from '@shuke/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useReject, useTakeStep } from '../../api/channels.ts';
import { useTell } from '../../parts/confirm.ts';
import { ReasonDrawer } from '../../parts/reason-drawer.tsx';

/** What can be done with an order where it stands. */
export function OrderActs({ order: { channelOrderId, status } }: { order: ChannelOrderView }) {
  const { t } = useTranslation();
  const tell = useTell();
  const take = useTakeStep(channelOrderId);
  const reject = useReject(channelOrderId);
  const [isRejecting, setRejecting] = useState(false);
  const isNew = status === 'new';
  if (!isNew && status !== 'accepted' && status !== 'ready') return null;
  const act = isNew ? 'acceptance' : 'readiness';
  return (
    <>
      <Button onClick={() => setRejecting(true)}>{t(isNew ? 'channels.reject' : 'channels.giveUp')}</Button>
      {status === 'ready' ? null : (
        <Button type="primary" loading={take.isPending} onClick={() => take.mutate(act, { onError: tell })}>
          {t(isNew ? 'channels.accept' : 'channels.ready')}
        </Button>
      )}
      <ReasonDrawer
        open={isRejecting}
        title={t('channels.rejectTitle')}
        text={t('channels.rejectText')}
        okText={t(isNew ? 'channels.reject' : 'channels.giveUp')}
        label={t('channels.reason')}
        act={reject}
        onSubmit={(reason) => reject.mutate(reason, { onSuccess: () => setRejecting(false) })}
        onClose={() => {
          reject.reset();
          setRejecting(false);
        }}
      />
    </>
  );
}
