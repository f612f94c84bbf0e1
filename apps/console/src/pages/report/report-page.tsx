import type { CampaignReport } from '@shuke/contract';
import { ReloadOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useReport } from '../../api/plans.ts';
import { Answer } from '../../parts/answer.tsx';
import { useFormat } from '../../parts/format.ts';
import { NothingYet } from '../../parts/nothing-yet.tsx';
import { Page } from '../../parts/page.tsx';
import { Panel } from '../../parts/panel.tsx';
import { GroupsPanel } from './groups-panel.tsx';
import { LiftPanel } from './lift-panel.tsx';
import { RedemptionPanel } from './redemption-panel.tsx';

export function ReportPage() {
  const { planId = '' } = useParams();
  const report = useReport(planId);
  return (
    <Answer query={report}>
      {(data) => (
        <Report
          report={data}
          planId={planId}
          onRefresh={() => void report.refetch()}
          isRefreshing={report.isFetching}
        />
      )}
    </Answer>
  );
}

interface ReportProps {
  report: CampaignReport;
  planId: string;
  onRefresh: () => void;
  isRefreshing: boolean;
}

function Report({ report, planId, onRefresh, isRefreshing }: ReportProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const refresh = (
    <Button icon={<ReloadOutlined aria-hidden />} onClick={onRefresh} loading={isRefreshing}>
      {t('report.refresh')}
    </Button>
  );
  return (
    <Page
      title={t('report.title', { name: report.name })}
      subtitle={<WindowText report={report} />}
      back={{ to: `/console/plans/${planId}`, label: report.name }}
      actions={refresh}
    >
      {report.given === 0 ? (
        <Panel>
          <NothingYet title={t('report.none')} text={t('report.noneText')} />
        </Panel>
      ) : (
        <>
          <SampleWarning ratio={report.sampleRatio} />
          <div className="grid">
            <LiftPanel report={report} />
            <RedemptionPanel report={report} />
            {report.treated && report.control ? (
              <GroupsPanel treated={report.treated} control={report.control} />
            ) : null}
          </div>
          <div className="muted small">{t('report.asOf', { instant: format.instant(report.asOf) })}</div>
        </>
      )}
    </Page>
  );
}

/** From when until when the groups are compared, and whether that is over. */
function WindowText({ report: { window } }: { report: CampaignReport }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!window) return null;
  const from = format.instant(window.from);
  if (window.complete) return t('report.windowOver', { from, to: format.instant(window.to) });
  const days = t('app.days', { count: window.horizonDays, shown: format.number(window.horizonDays) });
  return t('report.windowOpen', { from, days });
}

/** Said where the groups' sizes do not fit the lot: then something else than chance has sorted the customers. */
function SampleWarning({ ratio }: { ratio: CampaignReport['sampleRatio'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!ratio?.suspicious) return null;
  const shares = {
    expected: format.percent(ratio.expectedControl * 10_000),
    found: format.percent(ratio.control * 10_000),
  };
  return <Alert type="warning" showIcon title={t('report.ratioTitle')} description={t('report.ratioText', shares)} />;
}
