import type { PlanDetail } from '@shuke/contract';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useAdvancePlan, useDiscardPlan } from '../../api/plans.ts';
import { useConfirm, useTell } from '../../parts/confirm.ts';
import { useFormat } from '../../parts/format.ts';

/** What can be done with a plan where it stands. What costs money asks once more and says how much at most. */
export function PlanActions({ plan }: { plan: PlanDetail }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const confirm = useConfirm();
  const tell = useTell();
  const approve = useAdvancePlan(plan.planId, 'approval');
  const issue = useAdvancePlan(plan.planId, 'issue');
  const discard = useDiscardPlan(plan.planId);
  const cost = useCost(plan);
  const report = (
    <Button type="primary" onClick={() => void navigate(`/console/plans/${plan.planId}/report`)}>
      {t('plans.toReport')}
    </Button>
  );
  if (plan.status === 'issued') return report;
  if (plan.status === 'discarded' || plan.status === 'issuing') return null;
  const askDiscard = {
    title: t('plans.discardTitle'),
    content: t('plans.discardText'),
    okText: t('plans.discard'),
    act: () => discard.mutateAsync().then(() => navigate('/console/plans')),
  };
  const askApprove = {
    title: t('plans.approveTitle'),
    content: cost('approveText'),
    okText: t('plans.approve'),
    act: () => approve.mutateAsync().then(() => message.success(t('plans.isApproved'))),
  };
  const askIssue = {
    title: t('plans.issueTitle'),
    content: cost('issueText'),
    okText: t('plans.issue'),
    act: async () => issue.mutate(undefined, { onError: tell }),
  };
  const next = plan.status === 'approved' ? askIssue : askApprove;
  return (
    <>
      <Button onClick={() => confirm(askDiscard)}>{t('plans.discard')}</Button>
      <Button type="primary" disabled={plan.offers === 0} loading={issue.isPending} onClick={() => confirm(next)}>
        {next.okText}
      </Button>
    </>
  );
}

/** The sentence that says to how many and for how much at most. */
function useCost(plan: PlanDetail): (text: 'approveText' | 'issueText') => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (text) =>
    t(`plans.${text}`, { count: plan.offers, shown: format.number(plan.offers), most: format.money(plan.committed) });
}
