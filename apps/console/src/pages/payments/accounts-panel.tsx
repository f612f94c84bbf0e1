import { Button, Table, Tag, Typography, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { PaymentAccount } from '../../api/payments.ts';
import { useStores } from '../../api/touchpoints.ts';
import { NUMERIC } from '../../parts/columns.ts';
import { useFormat } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';

interface AccountsPanelProps {
  accounts: PaymentAccount[];
  onChange: (account: PaymentAccount) => void;
}

/** The contracts with providers: what each owes, what is due back, and where it is to call. */
export function AccountsPanel({ accounts, onChange }: AccountsPanelProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: stores = [] } = useStores();
  const storeName = new Map(stores.map(({ storeId, name }) => [storeId, name]));
  const columns: TableColumnsType<PaymentAccount> = [
    {
      title: t('payments.account'),
      render: (_, one) => (
        <>
          <strong>{one.name}</strong>{' '}
          <Tag color={one.active ? 'success' : 'default'}>{t(one.active ? 'payments.on' : 'payments.off')}</Tag>
          <div className="muted small">
            {t(`payments.gateway.${one.gateway}`)} ·{' '}
            {one.storeId === null ? t('payments.allStores') : (storeName.get(one.storeId) ?? '')}
          </div>
          <Typography.Text
            className="small"
            copyable={{ text: one.notifyUrl, tooltips: false }}
            style={{ overflowWrap: 'anywhere' }}
          >
            {t('payments.notifyUrl')}
          </Typography.Text>
        </>
      ),
    },
    { title: t('payments.owed'), ...NUMERIC, render: (_, one) => format.money(one.owed) },
    { title: t('payments.dueBack'), ...NUMERIC, responsive: ['md'], render: (_, one) => format.money(one.dueBack) },
    { title: t('payments.fees'), ...NUMERIC, responsive: ['md'], render: (_, one) => format.money(one.fees) },
    {
      render: (_, one) => (
        <Button onClick={() => onChange(one)} aria-label={t('payments.changeOf', { name: one.name })}>
          {t('payments.change')}
        </Button>
      ),
    },
  ];
  return (
    <Panel title={t('payments.accounts')} info={t('payments.accountsInfo')}>
      <Table rowKey="accountId" columns={columns} dataSource={accounts} pagination={false} size="middle" />
    </Panel>
  );
}
