import type { InsightOverview } from '@shuke/contract';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, useLocation, useNavigate } from 'react-router';
import { useInsight, type Question } from '../../api/insight.ts';
import { Answer } from '../../parts/answer.tsx';
import { useFormat } from '../../parts/format.ts';
import { NothingYet } from '../../parts/nothing-yet.tsx';
import { Page } from '../../parts/page.tsx';
import { Panel } from '../../parts/panel.tsx';
import { FilterBar } from './filter-bar.tsx';
import { useQuestion } from './period.ts';

interface BoardPageProps {
  children: (question: Question, overview: InsightOverview) => ReactNode;
}

/** A page of dashboards: for which days and which store, how fresh, and the ways to the others with the same question. */
export function BoardPage({ children }: BoardPageProps) {
  const { t } = useTranslation();
  const [question, setQuestion] = useQuestion();
  const overview = useInsight('overview', question);
  const hasReceipts = overview.data !== undefined && overview.data.freshness.latestBusinessDay !== null;
  return (
    <Page title={t('nav.dashboards')} subtitle={hasReceipts ? <Freshness overview={overview.data!} /> : ' '}>
      {hasReceipts ? (
        <>
          <BoardTabs />
          <FilterBar question={question} overview={overview.data} isBusy={overview.isFetching} onChange={setQuestion} />
        </>
      ) : null}
      <Answer query={overview} height={480}>
        {(data) => (data.hasData ? children(question, data) : <NoData />)}
      </Answer>
    </Page>
  );
}

const BOARDS = ['sales', 'guests', 'reasons'] as const;
const PATHS = {
  sales: '/console/dashboards',
  guests: '/console/dashboards/guests',
  reasons: '/console/dashboards/reasons',
};

function BoardTabs() {
  const { t } = useTranslation();
  const { search } = useLocation();
  return (
    <nav className="board-tabs" aria-label={t('boards.boards')}>
      {BOARDS.map((name) => (
        <NavLink key={name} end to={{ pathname: PATHS[name], search }}>
          {t(`boards.tab.${name}`)}
        </NavLink>
      ))}
    </nav>
  );
}

// Up to so many seconds an answer is as good as of now.
const FRESH_SECONDS = 5;

/** Up to which day the figures go, with what they are compared, and how old they are where that can be noticed. */
function Freshness({ overview: { comparison, freshness } }: { overview: InsightOverview }) {
  const { t } = useTranslation();
  const format = useFormat();
  const compared = { from: format.day(comparison.from), to: format.day(comparison.to) };
  const age = { count: freshness.lagSeconds, shown: format.number(freshness.lagSeconds) };
  const parts = [
    t('dashboards.dataTo', { day: format.day(freshness.latestBusinessDay) }),
    t('dashboards.comparedWith', compared),
    ...(comparison.complete ? [] : [t('dashboards.comparisonShort')]),
    freshness.lagSeconds > FRESH_SECONDS ? t('boards.asOld', age) : t('boards.asOfNow'),
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
