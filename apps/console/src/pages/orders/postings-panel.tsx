import type { OrderPostings } from '@shuke/contract';
import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { usePostings } from '../../api/orders.ts';
import { Answer } from '../../parts/answer.tsx';
import { NUMERIC } from '../../parts/columns.ts';
import { useFormat } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';
import { useAsset } from '../loyalty/use-asset.ts';

type Posting = OrderPostings['items'][number];

/** What an order moved in the ledger, in words. */
export function PostingsPanel({ orderId }: { orderId: string }) {
  const { t } = useTranslation();
  const postings = usePostings(orderId);
  return (
    <Panel title={t('orders.postings')} info={t('orders.postingsInfo')}>
      <Answer query={postings} height={120}>
        {({ items }) =>
          items.length === 0 ? (
            <div className="muted">{t('orders.noPostings')}</div>
          ) : (
            items.map((posting) => <PostingTable key={posting.transactionId} posting={posting} />)
          )
        }
      </Answer>
    </Panel>
  );
}

function PostingTable({ posting: { purpose, postedAt, transfers } }: { posting: Posting }) {
  const { t } = useTranslation();
  const format = useFormat();
  const asset = useAsset();
  // A purpose is `module.event`; in the texts' keys a full stop leads one level down.
  const why = t(`orders.purpose.${purpose.replace('.', '_') as 'order_paid'}`, { defaultValue: purpose });
  const accountName = (account: string) => t(`orders.account.${account as 'cash'}`, { defaultValue: account });
  return (
    <Table
      rowKey={(one) => transfers.indexOf(one)}
      dataSource={transfers}
      pagination={false}
      size="small"
      columns={[
        {
          title: `${why} · ${format.instant(postedAt)}`,
          render: (_, { debit, credit, asset: of }) => (
            <>
              {t('orders.move', { from: accountName(debit.account), to: accountName(credit.account) })}
              {asset.name(of) === null ? null : <div className="muted small">{asset.name(of)}</div>}
            </>
          ),
        },
        { title: t('orders.amount'), ...NUMERIC, render: (_, one) => asset.amount(one.asset, one.amount) },
      ]}
    />
  );
}
