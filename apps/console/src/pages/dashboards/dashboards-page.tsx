import type { InsightOverview } from '@shuke/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useInsight, type ClassFilter, type Question } from '../../api/insight.ts';
import { Answer } from '../../parts/answer.tsx';
import { useFormat } from '../../parts/format.ts';
import { NothingYet } from '../../parts/nothing-yet.tsx';
import { Page } from '../../parts/page.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ClassMatrix } from './class-matrix.tsx';
import { ClassPanels } from './class-panels.tsx';
import { ConcentrationPanels } from './concentration-panels.tsx';
import { CustomersDrawer } from './customers-drawer.tsx';
import { FilterBar } from './filter-bar.tsx';
import { NewCustomersPanel } from './new-customers-panel.tsx';
import { NewSharePanel } from './new-share-panel.tsx';
import { useQuestion } from './period.ts';
import { SalesPanels } from './sales-panels.tsx';
import { TransactionsPanel } from './transactions-panel.tsx';

export function DashboardsPage() {
  const { t } = useTranslation();
  const [question, setQuestion] = useQuestion();
  const overview = useInsight('overview', question);
  const hasReceipts = overview.data !== undefined && overview.data.freshness.latestBusinessDay !== null;
  return (
    <Page title={t('nav.dashboards')} subtitle={hasReceipts ? <Freshness overview={overview.data!} /> : ' '}>
      {hasReceipts ? (
        <FilterBar question={question} overview={overview.data} isBusy={overview.isFetching} onChange={setQuestion} />
      ) : null}
      <Answer query={overview} height={480}>
        {(data) => (data.hasData ? <Boards overview={data} question={question} /> : <NoData />)}
      </Answer>
    </Page>
  );
}

function Boards({ overview, question }: { overview: InsightOverview; question: Question }) {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<ClassFilter | null>(null);
  return (
    <>
      <div className="grid">
        <TransactionsPanel overview={overview} question={question} />
        <NewCustomersPanel overview={overview} />
        <ClassPanels overview={overview} onPick={setFilter} />
        <NewSharePanel overview={overview} />
        <ClassMatrix question={question} onPick={setFilter} />
      </div>
      <h2 className="section-title">{t('dashboards.whereSales')}</h2>
      <SalesPanels question={question} />
      <h2 className="section-title">{t('dashboards.howConcentrated')}</h2>
      <ConcentrationPanels question={question} />
      <CustomersDrawer question={question} filter={filter} onClose={() => setFilter(null)} />
    </>
  );
}

/** Up to which day the figures go and with what they are compared. */
function Freshness({ overview: { comparison, freshness } }: { overview: InsightOverview }) {
  const { t } = useTranslation();
  const format = useFormat();
  const compared = { from: format.day(comparison.from), to: format.day(comparison.to) };
  const parts = [
    t('dashboards.dataTo', { day: format.day(freshness.latestBusinessDay) }),
    t('dashboards.comparedWith', compared),
    ...(comparison.complete ? [] : [t('dashboards.comparisonShort')]),
  ];
  return parts.join(' · ');
}

function NoData() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const action = (
    <Button type="primary" onClick={() => void navigate('/console/imports')}>
      {t('dashboards.toImports')}
    </Button>
  );
  return (
    <Panel>
      <NothingYet title={t('dashboards.none')} text={t('dashboards.noneText')} action={action} />
    </Panel>
  );
}
