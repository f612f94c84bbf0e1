import type { LedgerLiabilityView } from '@shuke/contract';
import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLiability } from '../../api/loyalty.ts';
import { Answer } from '../../parts/answer.tsx';
import { NUMERIC } from '../../parts/columns.ts';
import { Panel } from '../../parts/panel.tsx';
import { useAsset } from './use-asset.ts';

type Account = LedgerLiabilityView['accounts'][number];
const FLOWS = ['opening', 'issued', 'used', 'expired'] as const;

/** What the shop owes its guests, what became of it, and when it ends. */
export function LiabilityPanel() {
  const { t } = useTranslation();
  const liability = useLiability();
  return (
    <Panel title={t('loyalty.liability')} info={t('loyalty.liabilityInfo')}>
      <Answer query={liability} height={120}>
        {({ accounts }) => <Accounts accounts={accounts} />}
      </Answer>
    </Panel>
  );
}

function Accounts({ accounts }: { accounts: Account[] }) {
  const { t } = useTranslation();
  const asset = useAsset();
  return (
    <Table
      rowKey={(one) => `${one.account} ${one.asset}`}
      dataSource={accounts}
      pagination={false}
      size="middle"
      locale={{ emptyText: t('loyalty.noLiability') }}
      columns={[
        { title: t('loyalty.what'), render: (_, one) => <Held account={one} /> },
        ...FLOWS.map((flow) => ({
          title: t(`loyalty.${flow}`),
          ...NUMERIC,
          responsive: ['md' as const],
          render: (_: unknown, one: Account) => asset.amount(one.asset, one[flow]),
        })),
        {
          title: t('loyalty.outstanding'),
          ...NUMERIC,
          render: (_, one) => <strong>{asset.amount(one.asset, one.outstanding)}</strong>,
        },
      ]}
    />
  );
}

function Held({ account: { account, asset, endings } }: { account: Account }) {
  const { t } = useTranslation();
  const words = useAsset();
  const list = endings.map(({ month, amount }) =>
    t('loyalty.endOf', { month: month ?? t('loyalty.neverEnds'), amount: words.amount(asset, amount) }),
  );
  return (
    <>
      {words.name(asset) ?? t(`loyalty.account.${account as 'stored_value'}`, account)}
      {list.length > 0 ? (
        <div className="muted small">{t('loyalty.endsIn', { list: list.join(t('app.listComma')) })}</div>
      ) : null}
    </>
  );
}
