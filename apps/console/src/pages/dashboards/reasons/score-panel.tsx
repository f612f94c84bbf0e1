import type { InsightStoreScore } from '@shuke/contract';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useInsight, type Question } from '../../../api/insight.ts';
import { useStoreScore } from '../../../api/store-score.ts';
import { Answer } from '../../../parts/answer.tsx';
import { Figure } from '../../../parts/figure.tsx';
import { useFormat } from '../../../parts/format.ts';
import { InfoTip } from '../../../parts/info-tip.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { useDefinition } from '../definition.ts';

/** How well a store stands: the one that the page asks for, else the one that is chosen here, at first the best selling. */
export function ScorePanel({ question }: { question: Question }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string | null>(null);
  const { data } = useInsight('stores', { from: question.from, to: question.to });
  const stores = data?.stores ?? [];
  const storeId = question.storeId ?? chosen ?? stores[0]?.storeId;
  if (storeId === undefined) return null;
  const choice = question.storeId ? null : (
    <Select
      size="small"
      aria-label={t('dashboards.store')}
      style={{ minWidth: 120 }}
      value={storeId}
      onChange={setChosen}
      options={stores.map((store) => ({ value: store.storeId, label: store.name ?? store.code ?? store.storeId }))}
    />
  );
  return (
    <Panel className="span-4" title={t('boards.score')} info={t('boards.scoreInfo')} extra={choice}>
      <StoreScore storeId={storeId} question={question} />
    </Panel>
  );
}

function StoreScore({ storeId, question }: { storeId: string; question: Question }) {
  const { t } = useTranslation();
  return (
    <Answer query={useStoreScore(storeId, question)}>
      {({ score, components }) => (
        <>
          <Figure
            label={t('boards.scoreOf')}
            value={score === null ? '–' : `${score} / 100`}
            note={score === null ? t('boards.scoreUnknown') : undefined}
          />
          <ul className="bar-list" aria-label={t('boards.components')}>
            {components.map((component) => (
              <ComponentRow key={component.name} component={component} />
            ))}
          </ul>
        </>
      )}
    </Answer>
  );
}

function ComponentRow({ component }: { component: InsightStoreScore['components'][number] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const define = useDefinition();
  const { name, weight, unit, value, points, en, zh } = component;
  const title = t(`boards.component.${name}`, { defaultValue: name });
  const days = (count: number) => t('app.days', { count, shown: format.number(count) });
  const measured = unit === 'days' && value !== null ? days(value) : format.percent(value);
  return (
    <li>
      <div>
        <span className="bar-name">
          {title}
          <InfoTip about={title} text={define({ code: name, en, zh })} />
          <span className="muted small"> {t('boards.weighs', { weight })}</span>
        </span>
        <span className="bar-value">
          {points ?? '–'}
          <span className="bar-extra muted">{measured}</span>
        </span>
        <span className="bar-track" aria-hidden="true">
          <span style={{ width: `${points ?? 0}%`, background: 'var(--water)' }} />
        </span>
      </div>
    </li>
  );
}
