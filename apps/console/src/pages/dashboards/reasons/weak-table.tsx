import type { InsightHotElsewhere } from '@shuke/contract';
import { Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { NUMERIC } from '../../../parts/columns.ts';
import { useFormat } from '../../../parts/format.ts';

type Weak = InsightHotElsewhere['weak'][number];

/** The products that stand high elsewhere and low here, with what may lie behind it and what speaks for that. */
export function WeakTable({ weak }: { weak: readonly Weak[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const columns: TableColumnsType<Weak> = [
    {
      title: t('boards.product'),
      key: 'name',
      render: (_, { name, category }) => (
        <>
          {name}
          <div className="muted small">{category}</div>
        </>
      ),
    },
    { ...NUMERIC, title: t('boards.placeThere'), dataIndex: 'place' },
    {
      ...NUMERIC,
      title: t('boards.placeHere'),
      key: 'ownPlace',
      render: (_, one) => one.ownPlace ?? t('boards.unsold'),
    },
    {
      title: t('boards.why'),
      key: 'hypotheses',
      render: (_, { hypotheses }) => hypotheses.map((one) => <Hypothesis key={one.because} hypothesis={one} />),
    },
    {
      title: t('boards.evidence'),
      key: 'evidence',
      render: (_, { evidence }) => (
        <span className="small">
          {t('boards.evidenceWords', {
            selling: format.number(evidence.sellingStores),
            stores: format.number(evidence.stores),
            others: format.percent(evidence.withOthersBps, 0),
            buyers: format.number(evidence.buyers),
            again: format.percent(evidence.againBps, 0),
          })}
        </span>
      ),
    },
  ];
  return (
    <Table<Weak>
      size="small"
      rowKey="productId"
      columns={columns}
      dataSource={[...weak]}
      pagination={false}
      scroll={{ x: 760 }}
    />
  );
}

function Hypothesis({ hypothesis: { kind, because } }: { hypothesis: Weak['hypotheses'][number] }) {
  const { t } = useTranslation();
  return (
    <div>
      <strong>{t(`boards.hypothesis.${kind}`)}</strong>{' '}
      <span className="muted small">{t(`boards.because.${because}`)}</span>
    </div>
  );
}
