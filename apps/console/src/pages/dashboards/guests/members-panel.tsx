import type { InsightMembers } from '@shuke/contract';
import { useTranslation } from 'react-i18next';
import type { Question } from '../../../api/insight.ts';
import { BarList } from '../../../parts/bar-list.tsx';
import { Delta } from '../../../parts/delta.tsx';
import { Figure } from '../../../parts/figure.tsx';
import { useFormat } from '../../../parts/format.ts';
import { SERIES } from '../../../theme.ts';
import { InsightPanel } from '../insight-panel.tsx';

/** How far the customers have come, who joined, and what members bring. */
export function MembersPanel({ question }: { question: Question }) {
  const { t } = useTranslation();
  return (
    <InsightPanel className="span-4" name="members" question={question} title={t('boards.members')}>
      {(data) => <Members data={data} />}
    </InsightPanel>
  );
}

function Members({ data }: { data: InsightMembers }) {
  const { t } = useTranslation();
  const format = useFormat();
  const most = Math.max(1, ...data.stages.map(({ customers }) => customers));
  return (
    <>
      <div className="figures">
        <Figure
          small
          label={t('boards.joined')}
          value={format.number(data.joined)}
          note={<Delta bps={data.joinedChangeBps} />}
        />
        <Figure small label={t('boards.memberSales')} value={format.percent(data.payableBps)} />
        <Figure small label={t('boards.memberOrders')} value={format.percent(data.ordersBps)} />
      </div>
      <BarList
        label={t('boards.stages')}
        rows={data.stages.map(({ stage, customers }) => ({
          key: stage,
          name: t(`rules.stage.${stage}`),
          length: customers / most,
          value: format.number(customers),
          color: SERIES[1],
        }))}
      />
      {data.tiers.length > 0 ? <Tiers tiers={data.tiers} /> : null}
    </>
  );
}

function Tiers({ tiers }: { tiers: InsightMembers['tiers'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const most = Math.max(1, ...tiers.map(({ members }) => members));
  return (
    <BarList
      label={t('boards.tiers')}
      rows={tiers.map(({ tierId, members }) => ({
        key: tierId ?? '',
        name: tierId ?? t('boards.noTier'),
        length: members / most,
        value: format.number(members),
        color: SERIES[2],
      }))}
    />
  );
}
