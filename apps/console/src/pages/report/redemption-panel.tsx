import type { CampaignReport } from '@shuke/contract';
import { Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { Figure } from '../../parts/figure.tsx';
import { useFormat } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';

/** What became of the coupons: given, redeemed, what they took off and what was bought with them. */
export function RedemptionPanel({ report }: { report: CampaignReport }) {
  const { t } = useTranslation();
  const format = useFormat();
  const rateBps = report.redemptionRate === null ? null : Math.round(report.redemptionRate * 10_000);
  const worthMoney = Number(report.discount) + Number(report.sales);
  const discountBps = worthMoney === 0 ? null : Math.round((Number(report.discount) / worthMoney) * 10_000);
  return (
    <Panel className="span-5" title={t('report.redemptions')} info={t('report.redemptionsInfo')}>
      <div className="figures">
        <Figure label={t('report.given')} value={format.number(report.given)} />
        <Figure label={t('report.redeemed')} value={format.number(report.redeemed)} />
        <Figure label={t('report.rate')} value={format.percent(rateBps, 2)} />
      </div>
      <Progress percent={(rateBps ?? 0) / 100} showInfo={false} aria-label={t('report.rate')} />
      <div className="figures figures-pairs">
        <Figure small label={t('report.discount')} value={format.money(report.discount)} />
        <Figure small label={t('report.sales')} value={format.money(report.sales)} note={t('report.salesNote')} />
        <Figure
          small
          label={t('report.discountShare')}
          value={format.percent(discountBps)}
          note={t('report.discountShareNote')}
        />
        <Figure
          small
          label={t('report.newMembers')}
          value={format.number(report.newMembers)}
          note={t('report.newMembersNote')}
        />
      </div>
    </Panel>
  );
}
