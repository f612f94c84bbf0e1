import type { InsightHotElsewhere, RankingView } from '@shuke/contract';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Question } from '../../../api/insight.ts';
import { useHotElsewhere, useRankings } from '../../../api/rankings.ts';
import { Answer } from '../../../parts/answer.tsx';
import { useFormat } from '../../../parts/format.ts';
import { NothingYet } from '../../../parts/nothing-yet.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { useDefinition } from '../definition.ts';
import { RankingDrawer } from './ranking-drawer.tsx';
import { WeakTable } from './weak-table.tsx';

/** What sells elsewhere and not here, by a ranking that somebody brings. */
export function HotElsewherePanel({ question }: { question: Question }) {
  const { t } = useTranslation();
  const [isImporting, setImporting] = useState(false);
  const rankings = useRankings();
  const importing = (
    <Button size="small" onClick={() => setImporting(true)}>
      {t('boards.importRanking')}
    </Button>
  );
  return (
    <Panel title={t('boards.hotElsewhere')} info={t('boards.hotElsewhereInfo')} extra={importing}>
      <Answer query={rankings}>
        {(items) =>
          items.length > 0 ? (
            <Rankings rankings={items} question={question} />
          ) : (
            <NothingYet title={t('boards.noRanking')} text={t('boards.noRankingText')} />
          )
        }
      </Answer>
      <RankingDrawer open={isImporting} onClose={() => setImporting(false)} />
    </Panel>
  );
}

function Rankings({ rankings, question }: { rankings: readonly RankingView[]; question: Question }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [chosen, setChosen] = useState(rankings[0]!.rankingId);
  return (
    <>
      <Select
        aria-label={t('boards.ranking')}
        style={{ maxWidth: 360 }}
        value={chosen}
        onChange={setChosen}
        options={rankings.map(({ rankingId, source, day }) => ({
          value: rankingId,
          label: `${source} · ${format.day(day)}`,
        }))}
      />
      <Answer query={useHotElsewhere(chosen, question)}>{(data) => <Compared data={data} />}</Answer>
    </>
  );
}

const MOST_NAMES = 12;

function Compared({ data }: { data: InsightHotElsewhere }) {
  const { t } = useTranslation();
  const format = useFormat();
  const define = useDefinition();
  const { matched, ranking, weak, notCarried } = data;
  const names = notCarried.slice(0, MOST_NAMES).map(({ name, sku }) => name ?? sku ?? '–');
  return (
    <>
      <p className="muted small">
        {t('boards.matched', { matched: format.number(matched), all: format.number(ranking.items) })}{' '}
        {define(data.definition)}
      </p>
      {weak.length > 0 ? <WeakTable weak={weak} /> : <p>{t('boards.noneWeak')}</p>}
      {names.length > 0 ? (
        <p className="muted small">{t('boards.notCarried', { names: names.join(t('app.listComma')) })}</p>
      ) : null}
    </>
  );
}
