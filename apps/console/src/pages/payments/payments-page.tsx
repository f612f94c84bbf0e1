import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePaymentAccounts, type PaymentAccount } from '../../api/payments.ts';
import { Answer } from '../../parts/answer.tsx';
import { NothingYet } from '../../parts/nothing-yet.tsx';
import { Page } from '../../parts/page.tsx';
import { AccountDrawer } from './account-drawer.tsx';
import { AccountsPanel } from './accounts-panel.tsx';
import { AlertsPanel } from './alerts-panel.tsx';
import { DifferencesPanel } from './differences-panel.tsx';
import { FailedRefundsPanel } from './failed-refunds-panel.tsx';
import { ReadBillDrawer } from './read-bill-drawer.tsx';

/** What payment providers owe, where their bills and the books differ, and how the shop is connected to them. */
export function PaymentsPage() {
  const { t } = useTranslation();
  const accounts = usePaymentAccounts();
  const [edited, setEdited] = useState<PaymentAccount | 'new' | null>(null);
  const [isReading, setReading] = useState(false);
  const connect = (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setEdited('new')}>
      {t('payments.connect')}
    </Button>
  );
  const hasSome = (accounts.data?.items.length ?? 0) > 0;
  const actions = hasSome ? (
    <>
      <Button onClick={() => setReading(true)}>{t('payments.readBill')}</Button>
      {connect}
    </>
  ) : null;
  return (
    <Page title={t('nav.payments')} subtitle={t('payments.subtitle')} actions={actions}>
      <Answer query={accounts}>
        {({ items, asks }) => (
          <>
            {items.length === 0 ? (
              <NothingYet title={t('payments.none')} text={t('payments.noneText')} action={connect} />
            ) : (
              <>
                <DifferencesPanel accounts={items} />
                <FailedRefundsPanel />
                <AlertsPanel accounts={items} />
                <AccountsPanel accounts={items} onChange={setEdited} />
              </>
            )}
            <AccountDrawer asks={asks} account={edited} onClose={() => setEdited(null)} />
            <ReadBillDrawer accounts={items} open={isReading} onClose={() => setReading(false)} />
          </>
        )}
      </Answer>
    </Page>
  );
}
