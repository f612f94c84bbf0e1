import type { PlanChoice } from '@shuke/contract';
import { Table, Tag, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { NUMERIC } from '../../parts/columns.ts';
import { useFormat } from '../../parts/format.ts';
import { useRefusalText } from '../../parts/refusal-text.ts';
import { Candidates } from './candidates.tsx';
import { useReason } from './reason.ts';

const RHYTHM_COLOR: Record<PlanChoice['rhythm'], string> = {
  new: 'processing',
  on_time: 'success',
  due: 'warning',
  late: 'error',
  lapsed: 'default',
};

export function ChoiceTable({ choices }: { choices: PlanChoice[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const columns: TableColumnsType<PlanChoice> = [
    { title: '#', dataIndex: 'rank', ...NUMERIC, responsive: ['lg'], width: 72, render: format.number },
    {
      title: t('plans.customer'),
      width: 116,
      render: (_, choice) => (
        <>
          <div className="nowrap">{choice.hint ?? t('app.unnamed')}</div>
          <Tag color={RHYTHM_COLOR[choice.rhythm]} style={{ marginTop: 4 }}>
            {t(`plans.rhythm.${choice.rhythm}`)}
          </Tag>
        </>
      ),
    },
    {
      title: t('plans.reason'),
      render: (_, choice) => (
        <>
          <ReasonCell choice={choice} />
          <div className="narrow-only" style={{ marginTop: 4 }}>
            <OfferCell choice={choice} />
          </div>
        </>
      ),
    },
    { title: t('plans.choice'), width: 220, responsive: ['md'], render: (_, choice) => <OfferCell choice={choice} /> },
    {
      title: t('plans.score'),
      ...NUMERIC,
      responsive: ['lg'],
      width: 150,
      render: (_, choice) => (choice.arm === 'none' ? '–' : format.signedMoney(choice.score)),
    },
  ];
  return (
    <Table
      rowKey="customerId"
      columns={columns}
      dataSource={choices}
      pagination={false}
      size="middle"
      expandable={{
        expandedRowRender: (choice) => <Candidates choice={choice} />,
        columnTitle: <span className="visually-hidden">{t('plans.candidates')}</span>,
      }}
    />
  );
}

function ReasonCell({ choice }: { choice: PlanChoice }) {
  const { habit, nothing } = useReason()(choice);
  return (
    <>
      {nothing ? <div>{nothing}</div> : null}
      {habit ? <div className={nothing ? 'muted small' : undefined}>{habit}</div> : null}
    </>
  );
}

/** The offer, whether it is given or withheld, and the coupon that came of it. */
function OfferCell({ choice }: { choice: PlanChoice }) {
  const { t } = useTranslation();
  const why = useRefusalText();
  if (choice.arm === 'none') return <span className="muted">{t('plans.noOffer')}</span>;
  if (choice.arm === 'control') {
    return (
      <>
        <div>{t('plans.withheld')}</div>
        <div className="muted small">{t('plans.wouldBe', { offer: choice.offer })}</div>
      </>
    );
  }
  return (
    <>
      <strong>{choice.offer}</strong>
      {choice.couponCode ? <div className="code small">{choice.couponCode}</div> : null}
      {choice.notIssued ? (
        <div className="small muted">{t('plans.notIssuedOne', { why: why(choice.notIssued).says })}</div>
      ) : null}
    </>
  );
}
