import type { PaymentDifferenceView } from '@shuke/contract';
import { Button, Segmented, Table, Tag, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDifferences, type PaymentAccount } from '../../api/payments.ts';
import { Answer } from '../../parts/answer.tsx';
import { NUMERIC } from '../../parts/columns.ts';
import { useFormat } from '../../parts/format.ts';
import { LoadMore } from '../../parts/load-more.tsx';
import { NothingYet } from '../../parts/nothing-yet.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ResolveDrawer } from './resolve-drawer.tsx';

/** Where providers' bills and the books differ, each with what is best done about it. */
export function DifferencesPanel({ accounts }: { accounts: PaymentAccount[] }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(true);
  const [resolved, setResolved] = useState<PaymentDifferenceView | null>(null);
  const differences = useDifferences(isOpen);
  const filter = (
    <Segmented
      aria-label={t('payments.which')}
      value={isOpen ? 'open' : 'all'}
      onChange={(value) => setOpen(value === 'open')}
      options={(['open', 'all'] as const).map((value) => ({ value, label: t(`payments.filter.${value}`) }))}
    />
  );
  return (
    <Panel title={t('payments.differences')} info={t('payments.differencesInfo')} extra={filter}>
      <Answer query={differences}>
        {(items) =>
          items.length === 0 ? (
            <NothingYet
              title={t(isOpen ? 'payments.noOpenDifference' : 'payments.noDifference')}
              text={t('payments.noDifferenceText')}
            />
          ) : (
            <>
              <DifferenceTable items={items} accounts={accounts} onResolve={setResolved} />
              <LoadMore pages={differences} />
            </>
          )
        }
      </Answer>
      <ResolveDrawer difference={resolved} onClose={() => setResolved(null)} />
    </Panel>
  );
}

interface TableProps {
  items: PaymentDifferenceView[];
  accounts: PaymentAccount[];
  onResolve: (difference: PaymentDifferenceView) => void;
}

function DifferenceTable({ items, accounts, onResolve }: TableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = new Map(accounts.map(({ accountId, name }) => [accountId, name]));
  const columns: TableColumnsType<PaymentDifferenceView> = [
    {
      title: t('payments.what'),
      render: (_, one) => (
        <>
          <strong>{t(`payments.kind.${one.kind}`)}</strong>
          <div className="muted small">
            {format.day(one.day)} · {nameOf.get(one.accountId) ?? ''} · {t(`payments.line.${one.lineKind}`)}
          </div>
          <div className="muted small" style={{ overflowWrap: 'anywhere' }}>
            {one.outNo}
          </div>
        </>
      ),
    },
    { title: t('payments.ours'), ...NUMERIC, responsive: ['md'], render: (_, one) => format.money(one.ours) },
    { title: t('payments.theirs'), ...NUMERIC, responsive: ['md'], render: (_, one) => format.money(one.theirs) },
    {
      title: t('payments.toDo'),
      render: (_, one) =>
        one.status === 'open' ? (
          <Button onClick={() => onResolve(one)} aria-label={t('payments.resolveOf', { number: one.outNo })}>
            {t(`payments.action.${one.proposed}`)}
          </Button>
        ) : (
          <Done difference={one} />
        ),
    },
  ];
  return <Table rowKey="differenceId" columns={columns} dataSource={items} pagination={false} size="middle" />;
}

function Done({ difference: { resolution, note } }: { difference: PaymentDifferenceView }) {
  const { t } = useTranslation();
  const how = resolution ?? 'by_itself';
  return (
    <>
      <Tag color="success">{t(`payments.done.${how}`, { defaultValue: how })}</Tag>
      {note ? <div className="muted small">{note}</div> : null}
    </>
  );
}
