import type { LedgerStatementLine, MembershipView } from '@shuke/contract';
import { Select, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isNeverHeld, useStatement } from '../../api/loyalty.ts';
import { Answer } from '../../parts/answer.tsx';
import { NUMERIC } from '../../parts/columns.ts';
import { useFormat } from '../../parts/format.ts';
import { LoadMore } from '../../parts/load-more.tsx';
import { Panel } from '../../parts/panel.tsx';
import { useAsset } from './use-asset.ts';

/** How the member's units, or the money of a card, came and went. */
export function StatementPanel({ member }: { member: MembershipView }) {
  const { t } = useTranslation();
  const [holderId, setHolderId] = useState(member.customerId);
  const options = [
    ...member.circle.map((customerId, i) => ({
      value: customerId,
      label: i === 0 ? t('loyalty.units') : `${t('loyalty.units')} (${i + 1})`,
    })),
    ...member.storedCards.map(({ cardId, number }) => ({ value: cardId, label: t('loyalty.card', { number }) })),
  ];
  const choice = (
    <Select aria-label={t('loyalty.statementOf')} options={options} value={holderId} onChange={setHolderId} />
  );
  return (
    <Panel
      title={t('loyalty.statement')}
      info={t('loyalty.statementInfo')}
      extra={options.length > 1 ? choice : undefined}
    >
      <Statement holderId={holderId} />
    </Panel>
  );
}

function Statement({ holderId }: { holderId: string }) {
  const { t } = useTranslation();
  const statement = useStatement(holderId);
  if (isNeverHeld(statement.error)) return <div className="muted">{t('loyalty.noStatement')}</div>;
  return (
    <>
      <Answer query={statement} height={120}>
        {(lines) => <Lines lines={lines} />}
      </Answer>
      <LoadMore pages={statement} />
    </>
  );
}

function Lines({ lines }: { lines: LedgerStatementLine[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const asset = useAsset();
  // A purpose is `module.event`; in the texts' keys a full stop leads one level down.
  const purposeOf = (purpose: string) =>
    t(`loyalty.purpose.${purpose.replace('.', '_') as 'order_paid'}`, { defaultValue: purpose });
  const accountOf = ({ account, asset: of }: LedgerStatementLine) => {
    const name = t(`loyalty.account.${account as 'units'}`, { defaultValue: account });
    return account === 'units' ? (asset.name(of) ?? name) : name;
  };
  return (
    <Table
      rowKey={(line) => `${line.transactionId} ${line.leg}`}
      dataSource={lines}
      pagination={false}
      size="middle"
      columns={[
        {
          title: t('loyalty.when'),
          className: 'nowrap',
          responsive: ['sm'],
          render: (_, line) => format.instant(line.postedAt),
        },
        {
          title: t('loyalty.what'),
          render: (_, line) => (
            <>
              {purposeOf(line.purpose)}
              <div className="muted small">
                {accountOf(line)}
                {line.lotUntil ? ` · ${t('loyalty.lotEnd')} ${format.day(line.lotUntil)}` : ''}
              </div>
            </>
          ),
        },
        { title: t('loyalty.change'), ...NUMERIC, render: (_, line) => asset.change(line.asset, line.change) },
      ]}
    />
  );
}
