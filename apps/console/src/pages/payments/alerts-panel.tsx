import { Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAlerts, type PaymentAccount, type PaymentAlert } from '../../api/payments.ts';
import { Answer } from '../../parts/answer.tsx';
import { NUMERIC } from '../../parts/columns.ts';
import { useFormat } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';

/** What was told in a provider's name and not believed. Nothing where there is none. */
export function AlertsPanel({ accounts }: { accounts: PaymentAccount[] }) {
  const { t } = useTranslation();
  const alerts = useAlerts();
  if (alerts.data?.length === 0) return null;
  return (
    <Panel title={t('payments.alerts')} info={t('payments.alertsInfo')}>
      <Answer query={alerts}>{(items) => <AlertTable alerts={items} accounts={accounts} />}</Answer>
    </Panel>
  );
}

function AlertTable({ alerts, accounts }: { alerts: PaymentAlert[]; accounts: PaymentAccount[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = new Map(accounts.map(({ accountId, name }) => [accountId, name]));
  const columns: TableColumnsType<PaymentAlert> = [
    {
      title: t('payments.alert'),
      render: (_, one) => (
        <>
          <strong>{t(`payments.why.${one.why}`)}</strong>
          <div className="muted small">{nameOf.get(one.accountId) ?? ''}</div>
          <div className="muted small" style={{ overflowWrap: 'anywhere' }}>
            {one.subject}
          </div>
        </>
      ),
    },
    { title: t('payments.times'), ...NUMERIC, render: (_, one) => format.number(one.times) },
    { title: t('payments.lastAt'), responsive: ['sm'], render: (_, one) => format.instant(one.lastAt) },
  ];
  const keyOf = ({ accountId, subject, why }: PaymentAlert): string => `${accountId} ${subject} ${why}`;
  return <Table rowKey={keyOf} columns={columns} dataSource={alerts} pagination={false} size="middle" />;
}
