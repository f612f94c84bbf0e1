import type { BillView } from '@shuke/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useVoidBill } from '../../api/bills.ts';
import { ReasonDrawer } from '../../parts/reason-drawer.tsx';
import { AddDrawer } from './add-drawer.tsx';
import type { BillDrawerProps } from './bill-drawer.ts';
import { ChangeDrawer } from './change-drawer.tsx';
import { MergeDrawer } from './merge-drawer.tsx';
import { SplitDrawer } from './split-drawer.tsx';

type Act = 'add' | 'change' | 'split' | 'merge' | 'void';

/** What can be done with an open bill. */
export function BillActs({ bill }: { bill: BillView }) {
  const { t } = useTranslation();
  const [act, setAct] = useState<Act | null>(null);
  const close = () => setAct(null);
  return (
    <>
      <Button onClick={() => setAct('void')}>{t('bills.voidBill')}</Button>
      <Button onClick={() => setAct('change')}>{t('bills.change')}</Button>
      <Button onClick={() => setAct('merge')}>{t('bills.merge')}</Button>
      <Button onClick={() => setAct('split')} disabled={bill.lines.length === 0}>
        {t('bills.split')}
      </Button>
      <Button type="primary" onClick={() => setAct('add')}>
        {t('bills.add')}
      </Button>
      <AddDrawer bill={bill} open={act === 'add'} onClose={close} />
      <ChangeDrawer bill={bill} open={act === 'change'} onClose={close} />
      <SplitDrawer bill={bill} open={act === 'split'} onClose={close} />
      <MergeDrawer bill={bill} open={act === 'merge'} onClose={close} />
      <VoidDrawer bill={bill} open={act === 'void'} onClose={close} />
    </>
  );
}

function VoidDrawer({ bill: { billId, version }, open, onClose }: BillDrawerProps) {
  const { t } = useTranslation();
  const act = useVoidBill(billId);
  const close = () => {
    act.reset();
    onClose();
  };
  return (
    <ReasonDrawer
      open={open}
      title={t('bills.voidTitle')}
      text={t('bills.voidText')}
      okText={t('bills.voidBill')}
      label={t('bills.reason')}
      act={act}
      onSubmit={(reason) => act.mutate({ version, reason }, { onSuccess: close })}
      onClose={close}
    />
  );
}
