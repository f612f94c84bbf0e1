import { Drawer, Table, Tag, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { useClassCustomers, type ClassFilter, type InsightCustomer, type Question } from '../../api/insight.ts';
import { Answer } from '../../parts/answer.tsx';
import { NUMERIC } from '../../parts/columns.ts';
import { useFormat } from '../../parts/format.ts';
import { LoadMore } from '../../parts/load-more.tsx';

interface CustomersDrawerProps {
  question: Question;
  /** Of which classes; null for closed. */
  filter: ClassFilter | null;
  onClose: () => void;
}

/** Who is in a class: how recently, how often and for how much they came. */
export function CustomersDrawer({ question, filter, onClose }: CustomersDrawerProps) {
  const { t } = useTranslation();
  const names = [
    ...(filter?.activity ? [t(`dashboards.class.activity.${filter.activity}`)] : []),
    ...(filter?.loyalty ? [t(`dashboards.class.loyalty.${filter.loyalty}`)] : []),
    ...(filter?.value ? [t(`dashboards.class.value.${filter.value}`)] : []),
  ];
  return (
    <Drawer
      open={filter !== null}
      onClose={onClose}
      size={860}
      title={t('dashboards.customersOf', { names: names.join(' · ') })}
      destroyOnHidden
    >
      {filter ? <CustomerList question={question} filter={filter} /> : null}
    </Drawer>
  );
}

function CustomerList({ question, filter }: { question: Question; filter: ClassFilter }) {
  const customers = useClassCustomers(question, filter);
  return (
    <Answer query={customers}>
      {(items) => (
        <>
          <CustomerTable customers={items} />
          <LoadMore pages={customers} />
        </>
      )}
    </Answer>
  );
}

function CustomerTable({ customers }: { customers: InsightCustomer[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const days = (count: number) => t('app.days', { count, shown: format.number(count) });
  const columns: TableColumnsType<InsightCustomer> = [
    {
      title: t('dashboards.customer'),
      className: 'nowrap',
      render: (_, one) => one.hint ?? t('app.unnamed'),
    },
    {
      title: t('dashboards.recency'),
      render: (_, one) => (
        <>
          <div className="nowrap">
            {one.recencyDays === 0 ? t('dashboards.thatDay') : t('dashboards.daysAgo', { days: days(one.recencyDays) })}
          </div>
          <div className="muted small nowrap">{format.day(one.lastDay)}</div>
        </>
      ),
    },
    {
      title: t('dashboards.frequency'),
      render: (_, one) => (
        <>
          <div className="nowrap">
            {t('dashboards.visits', { count: one.visitDays, shown: format.number(one.visitDays) })}
          </div>
          {one.medianGapDays === null ? null : (
            <div className="muted small nowrap">{t('dashboards.every', { days: days(one.medianGapDays) })}</div>
          )}
        </>
      ),
    },
    {
      title: t('dashboards.monetary'),
      ...NUMERIC,
      render: (_, one) => (
        <>
          <div>{format.money(one.monetary)}</div>
          <div className="muted small">{t('dashboards.eachReceipt', { amount: format.money(one.averageTicket) })}</div>
        </>
      ),
    },
    {
      title: t('dashboards.classes'),
      responsive: ['md'],
      render: (_, one) => (
        <>
          <Tag>{t(`dashboards.class.activity.${one.activity}`)}</Tag>
          <Tag>{t(`dashboards.class.loyalty.${one.loyalty}`)}</Tag>
          <Tag>{t(`dashboards.class.value.${one.value}`)}</Tag>
        </>
      ),
    },
  ];
  return (
    <Table
      rowKey="customerId"
      columns={columns}
      dataSource={customers}
      pagination={false}
      size="small"
      scroll={{ x: 'max-content' }}
    />
  );
}
