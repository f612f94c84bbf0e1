import type { InsightCohorts } from '@shuke/contract';
import { useTranslation } from 'react-i18next';
import type { Question } from '../../../api/insight.ts';
import { useFormat } from '../../../parts/format.ts';
import { InsightPanel } from '../insight-panel.tsx';

/** Of those who first came in a month, how many came in each month after. */
export function CohortsPanel({ question }: { question: Question }) {
  const { t } = useTranslation();
  return (
    <InsightPanel className="span-12" name="cohorts" question={question} title={t('boards.cohorts')}>
      {(data) => <Cohorts cohorts={sinceTheFirst(data.cohorts)} />}
    </InsightPanel>
  );
}

type Cohort = InsightCohorts['cohorts'][number];

/** Without the months before anybody came. */
const sinceTheFirst = (cohorts: readonly Cohort[]): readonly Cohort[] =>
  cohorts.slice(
    Math.max(
      0,
      cohorts.findIndex(({ customers }) => customers > 0),
    ),
  );

function Cohorts({ cohorts }: { cohorts: readonly Cohort[] }) {
  const { t } = useTranslation();
  const months = Math.max(0, ...cohorts.map((cohort) => cohort.months.length));
  const after = Array.from({ length: months }, (_, month) => month);
  return (
    <div className="cohorts" tabIndex={0} role="region" aria-label={t('boards.cohorts')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('boards.firstMonth')}</th>
            <th scope="col">{t('boards.newGuests')}</th>
            {after.map((month) => (
              <th key={month} scope="col">
                {month === 0 ? t('boards.sameMonth') : t('boards.monthsAfter', { month })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cohorts.map((cohort) => (
            <CohortRow key={cohort.month} cohort={cohort} />
          ))}
        </tbody>
      </table>
      <p className="muted small">{t('boards.cohortsNote')}</p>
    </div>
  );
}

function CohortRow({ cohort }: { cohort: Cohort }) {
  const format = useFormat();
  return (
    <tr>
      <th scope="row">{cohort.month}</th>
      <td>{format.number(cohort.customers)}</td>
      {cohort.months.map((month) => (
        <CohortCell key={month.after} month={month} />
      ))}
    </tr>
  );
}

/** A share as a shade of water, darkest where all came again; what is still going on is marked. */
function CohortCell({ month }: { month: Cohort['months'][number] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const shade = Math.round(Math.min(1, (month.shareBps ?? 0) / 10_000) * 55);
  const people = t('dashboards.customersCount', { count: month.customers, shown: format.number(month.customers) });
  return (
    <td
      style={{ background: `color-mix(in srgb, var(--water) ${shade}%, transparent)` }}
      title={`${people}, ${format.money(month.net)}`}
    >
      {format.percent(month.shareBps, 0)}
      {month.complete ? null : <span aria-label={t('boards.goesOn')}>*</span>}
    </td>
  );
}
