import type { InsightOverview } from '@shuke/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClassFilter, Question } from '../../api/insight.ts';
import { BoardPage } from './board-page.tsx';
import { ClassMatrix } from './class-matrix.tsx';
import { ClassPanels } from './class-panels.tsx';
import { ConcentrationPanels } from './concentration-panels.tsx';
import { CustomersDrawer } from './customers-drawer.tsx';
import { NewCustomersPanel } from './new-customers-panel.tsx';
import { NewSharePanel } from './new-share-panel.tsx';
import { SalesPanels } from './sales-panels.tsx';
import { TransactionsPanel } from './transactions-panel.tsx';

/** What was sold, to whom, and how much hangs on the best of them. */
export function DashboardsPage() {
  return <BoardPage>{(question, overview) => <Boards overview={overview} question={question} />}</BoardPage>;
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
