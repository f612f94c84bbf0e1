import type { InsightOverview } from '@shuke/contract';
import { useTranslation } from 'react-i18next';
import type { ClassFilter } from '../../api/insight.ts';
import { BarList, type BarRow } from '../../parts/bar-list.tsx';
import { useFormat } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';
import { CLASS_COLORS } from '../../theme.ts';
import { useDefinition } from './definition.ts';

interface ClassPanelsProps {
  overview: InsightOverview;
  onPick: (filter: ClassFilter) => void;
}

/** The three ways of sorting customers; each class opens the list of who is in it. */
export function ClassPanels({ overview, onPick }: ClassPanelsProps) {
  const { activity, loyalty, value } = overview;
  const { t } = useTranslation();
  const format = useFormat();
  const gap = activity.merchantGapDays;
  const days = gap === null ? null : t('app.days', { count: gap, shown: format.number(gap) });
  return (
    <>
      <ClassPanel
        title={t('dashboards.activity')}
        board={activity}
        rows={activity.classes.map((one) => ({
          ...one,
          name: t(`dashboards.class.activity.${one.class}`),
          color: CLASS_COLORS.activity[one.class],
          onPick: () => onPick({ activity: one.class }),
        }))}
        note={days === null ? null : t('dashboards.merchantGap', { days })}
      />
      <ClassPanel
        title={t('dashboards.loyalty')}
        board={loyalty}
        rows={loyalty.classes.map((one) => ({
          ...one,
          name: t(`dashboards.class.loyalty.${one.class}`),
          color: CLASS_COLORS.loyalty[one.class],
          onPick: () => onPick({ loyalty: one.class }),
        }))}
        note={t('dashboards.pickClass')}
      />
      <ClassPanel
        title={t('dashboards.value')}
        board={value}
        rows={value.classes.map((one) => ({
          ...one,
          name: t(`dashboards.class.value.${one.class}`),
          note: t('dashboards.spendShare', { share: format.percent(one.spendBps) }),
          color: CLASS_COLORS.value[one.class],
          onPick: () => onPick({ value: one.class }),
        }))}
        note={t('dashboards.yearSpend', { amount: format.roundMoney(value.spend) })}
      />
    </>
  );
}

type ClassRow = Pick<BarRow, 'name' | 'note' | 'color' | 'onPick'> & {
  class: string;
  customers: number;
  customersBefore: number;
  shareBps: number | null;
};

interface ClassPanelProps {
  title: string;
  board: { definition: InsightOverview['definition']; customers: number };
  rows: ClassRow[];
  note: string | null;
}

function ClassPanel({ title, board, rows, note }: ClassPanelProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const define = useDefinition();
  const most = Math.max(1, ...rows.map(({ customers }) => customers));
  return (
    <Panel
      className="span-4"
      title={title}
      info={define(board.definition)}
      extra={
        <span className="muted small">
          {t('dashboards.customersCount', { count: board.customers, shown: format.number(board.customers) })}
        </span>
      }
    >
      <BarList
        label={title}
        rows={rows.map((row) => ({
          ...row,
          key: row.class,
          length: row.customers / most,
          value: format.number(row.customers),
          extra: <Moved now={row.customers} before={row.customersBefore} shareBps={row.shareBps} />,
        }))}
      />
      {note ? <div className="muted small">{note}</div> : null}
    </Panel>
  );
}

/** The class's share of all customers, and by how many it has grown since before the period. */
function Moved({ now, before, shareBps }: { now: number; before: number; shareBps: number | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  const change = now - before;
  const shown = change > 0 ? `+${format.number(change)}` : format.number(change);
  return (
    <>
      {format.percent(shareBps)} <span title={t('dashboards.sinceBefore')}>({shown})</span>
    </>
  );
}
