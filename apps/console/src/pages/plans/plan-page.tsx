import type { PlanDetail } from '@shuke/contract';
import { Alert, Progress, Steps } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { usePlan } from '../../api/plans.ts';
import { Answer } from '../../parts/answer.tsx';
import { Figure } from '../../parts/figure.tsx';
import { useFormat } from '../../parts/format.ts';
import { Page } from '../../parts/page.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Assumptions } from './assumptions.tsx';
import { ChoicesPanel } from './choices-panel.tsx';
import { PlanActions } from './plan-actions.tsx';
import { PlanStatusTag } from './plan-status.tsx';
import { BudgetUse } from './plans-page.tsx';
import { RhythmChart } from './rhythm-chart.tsx';

export function PlanPage() {
  const { planId = '' } = useParams();
  return <Answer query={usePlan(planId)}>{(plan) => <PlanView plan={plan} />}</Answer>;
}

function PlanView({ plan }: { plan: PlanDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const days = t('app.days', { count: plan.horizonDays, shown: format.number(plan.horizonDays) });
  const subtitle = `${t('plans.asOfDay', { day: format.day(plan.asOf) })} · ${t('plans.horizonOf', { days })}`;
  return (
    <Page
      title={plan.name}
      subtitle={
        <>
          <PlanStatusTag status={plan.status} /> {subtitle}
        </>
      }
      back={{ to: '/console/plans', label: t('nav.plans') }}
      actions={<PlanActions plan={plan} />}
    >
      <Progression plan={plan} />
      <div className="grid">
        <Panel
          className="span-7"
          title={t('plans.summary')}
          info={t('plans.summaryInfo')}
          extra={<Assumptions plan={plan} />}
        >
          <Figures plan={plan} />
        </Panel>
        <Panel className="span-5" title={t('plans.byRhythm')} info={t('plans.byRhythmInfo')}>
          <RhythmChart rhythms={plan.rhythms} />
        </Panel>
        <ChoicesPanel plan={plan} />
      </div>
    </Page>
  );
}

function Figures({ plan }: { plan: PlanDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const none = plan.customers - plan.offers - plan.control;
  return (
    <>
      <div className="figures">
        <Figure label={t('plans.weighed')} value={format.number(plan.customers)} />
        <Figure label={t('plans.offers')} value={format.number(plan.offers)} note={t('plans.offersNote')} />
        <Figure
          label={t('plans.control')}
          value={format.number(plan.control)}
          note={t('plans.controlNote', { share: format.percent(plan.controlBps) })}
        />
        <Figure label={t('plans.nobody')} value={format.number(none)} note={t('plans.nobodyNote')} />
      </div>
      <div>
        <div className="figure-label">{t('plans.committedOfBudget')}</div>
        <BudgetUse plan={plan} />
      </div>
      <div className="muted small">
        {t('plans.weighedOffers', { names: plan.templates.map(({ name }) => name).join(t('app.listComma')) })}
      </div>
    </>
  );
}

const STAGES = ['draft', 'approved', 'issued'] as const;

/** How far the plan has come; while coupons are issued, how many are out. */
function Progression({ plan }: { plan: PlanDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (plan.status === 'discarded') return <Alert type="info" showIcon title={t('plans.isDiscarded')} />;
  if (plan.status === 'issuing') {
    const done = plan.issued + plan.notIssued;
    const text = t('plans.issuingOf', { done: format.number(done), all: format.number(plan.offers) });
    return (
      <Panel>
        <div aria-live="polite">{text}</div>
        <Progress percent={Math.floor((done / Math.max(1, plan.offers)) * 100)} status="active" aria-label={text} />
      </Panel>
    );
  }
  const at = STAGES.indexOf(plan.status);
  const when = [plan.createdAt, plan.approvedAt, plan.issuedAt];
  const items = STAGES.map((stage, i) => ({
    title: t(`plans.stage.${stage}`),
    content: when[i] ? format.instant(when[i]) : t(`plans.stageText.${stage}`),
  }));
  return (
    <>
      <Panel>
        <Steps size="small" current={plan.status === 'issued' ? 3 : at} items={items} />
      </Panel>
      {plan.notIssued > 0 ? (
        <Alert
          type="warning"
          showIcon
          title={t('plans.notIssued', { count: plan.notIssued, shown: format.number(plan.notIssued) })}
        />
      ) : null}
    </>
  );
}
