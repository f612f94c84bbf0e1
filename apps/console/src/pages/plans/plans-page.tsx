import { PlusOutlined } from '@ant-design/icons';
import type { PlanView } from '@shuke/contract';
import { Button, Progress, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePlans } from '../../api/plans.ts';
import { Answer } from '../../parts/answer.tsx';
import { NUMERIC } from '../../parts/columns.ts';
import { useFormat } from '../../parts/format.ts';
import { LoadMore } from '../../parts/load-more.tsx';
import { NothingYet } from '../../parts/nothing-yet.tsx';
import { Page } from '../../parts/page.tsx';
import { Panel } from '../../parts/panel.tsx';
import { NewPlanDrawer } from './new-plan-drawer.tsx';
import { PlanStatusTag } from './plan-status.tsx';

export function PlansPage() {
  const { t } = useTranslation();
  const plans = usePlans();
  const [isAdding, setAdding] = useState(false);
  const add = (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setAdding(true)}>
      {t('plans.add')}
    </Button>
  );
  return (
    <Page title={t('nav.plans')} subtitle={t('plans.subtitle')} actions={add}>
      <Panel>
        <Answer query={plans}>
          {(items) =>
            items.length === 0 ? (
              <NothingYet title={t('plans.none')} text={t('plans.noneText')} action={add} />
            ) : (
              <>
                <PlanTable plans={items} />
                <LoadMore pages={plans} />
              </>
            )
          }
        </Answer>
      </Panel>
      <NewPlanDrawer open={isAdding} onClose={() => setAdding(false)} />
    </Page>
  );
}

function PlanTable({ plans }: { plans: PlanView[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const columns: TableColumnsType<PlanView> = [
    {
      title: t('plans.name'),
      render: (_, plan) => (
        <>
          <Link to={`/console/plans/${plan.planId}`}>
            <strong>{plan.name}</strong>
          </Link>
          <div className="muted small">{t('plans.asOfDay', { day: format.day(plan.asOf) })}</div>
        </>
      ),
    },
    { title: t('plans.statusTitle'), render: (_, plan) => <PlanStatusTag status={plan.status} /> },
    { title: t('plans.offers'), ...NUMERIC, render: (_, plan) => format.number(plan.offers) },
    {
      title: t('plans.control'),
      ...NUMERIC,
      responsive: ['md'],
      render: (_, plan) => format.number(plan.control),
    },
    { title: t('plans.committedOfBudget'), responsive: ['md'], render: (_, plan) => <BudgetUse plan={plan} /> },
    { title: t('plans.created'), responsive: ['lg'], render: (_, plan) => format.instant(plan.createdAt) },
    {
      key: 'report',
      render: (_, plan) =>
        plan.status === 'issued' ? <Link to={`/console/plans/${plan.planId}/report`}>{t('plans.report')}</Link> : null,
    },
  ];
  return <Table rowKey="planId" columns={columns} dataSource={plans} pagination={false} size="middle" />;
}

/** What the offers cost at most, as a part of the budget. */
export function BudgetUse({ plan }: { plan: Pick<PlanView, 'committed' | 'budget'> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const percent = (Number(plan.committed) / Number(plan.budget)) * 100;
  return (
    <div style={{ minWidth: 150 }}>
      {t('plans.ofBudget', { committed: format.money(plan.committed), budget: format.money(plan.budget) })}
      <Progress percent={percent} showInfo={false} size="small" aria-label={t('plans.committedOfBudget')} />
    </div>
  );
}
