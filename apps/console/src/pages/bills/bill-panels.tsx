import type { BillView, Quote } from '@shuke/contract';
import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { useBillQuote } from '../../api/bills.ts';
import { Answer } from '../../parts/answer.tsx';
import { NUMERIC } from '../../parts/columns.ts';
import { Figure } from '../../parts/figure.tsx';
import { useFormat } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';

/** The goods of an open bill with what they cost now. Where they cannot be priced, it is said why beside them. */
export function QuotedPanels({ bill }: { bill: BillView }) {
  const { t } = useTranslation();
  const quote = useBillQuote(bill);
  return (
    <>
      <LinesPanel lines={bill.lines} quoted={quote.data?.lines} />
      <Panel className="span-4" title={t('bills.quote')} info={t('bills.quoteInfo')}>
        <Answer query={quote} height={120}>
          {(priced) => <Priced quote={priced} />}
        </Answer>
      </Panel>
    </>
  );
}

function Priced({ quote: { gross, discount, due, applied } }: { quote: Quote }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <Figure label={t('bills.due')} value={format.money(due)} />
      <Figure small label={t('bills.gross')} value={format.money(gross)} />
      <Figure
        small
        label={t('bills.discount')}
        value={format.money(discount)}
        note={applied.map((one) => t('bills.offer', { amount: format.money(one.discount) })).join(t('app.listComma'))}
      />
    </>
  );
}

interface LinesPanelProps {
  lines: BillView['lines'];
  /** The same lines priced, once they are. */
  quoted?: Quote['lines'];
}

export function LinesPanel({ lines, quoted }: LinesPanelProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const netOf = new Map(quoted?.map(({ sku, net }) => [sku, net]));
  return (
    <Panel className="span-8" title={t('bills.lines')}>
      <Table
        rowKey="sku"
        dataSource={lines}
        pagination={false}
        size="middle"
        locale={{ emptyText: t('bills.noLines') }}
        columns={[
          {
            title: t('bills.product'),
            render: (_, { name, sku }) => (
              <>
                {name} <span className="muted small">{sku}</span>
              </>
            ),
          },
          { title: t('bills.quantity'), ...NUMERIC, render: (_, line) => line.quantity },
          { title: t('bills.net'), ...NUMERIC, render: (_, { sku }) => format.money(netOf.get(sku) ?? null) },
        ]}
      />
    </Panel>
  );
}
