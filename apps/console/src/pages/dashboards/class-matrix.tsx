import type { InsightClasses } from '@shuke/contract';
import { useTranslation } from 'react-i18next';
import { useInsight, type ClassFilter, type Question } from '../../api/insight.ts';
import { Answer } from '../../parts/answer.tsx';
import { useFormat } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';
import { useDefinition } from './definition.ts';

const ACTIVITIES = ['new', 'active', 'cooling', 'sleeping', 'lost'] as const;
const VALUES = ['top', 'middle', 'low', 'none'] as const;

interface ClassMatrixProps {
  question: Question;
  onPick: (filter: ClassFilter) => void;
}

/** Value against activity: who is worth most and about to be lost stands out. */
export function ClassMatrix({ question, onPick }: ClassMatrixProps) {
  const { t } = useTranslation();
  const define = useDefinition();
  const classes = useInsight('classes', question);
  return (
    <Panel
      className="span-6"
      title={t('dashboards.matrix')}
      info={classes.data ? define(classes.data.definition) : undefined}
    >
      <div className="muted small">{t('dashboards.matrixText')}</div>
      <Answer query={classes}>{(data) => <Matrix cells={data.cells} onPick={onPick} />}</Answer>
    </Panel>
  );
}

function Matrix({ cells, onPick }: { cells: InsightClasses['cells']; onPick: ClassMatrixProps['onPick'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const count = (activity: string, value: string): number =>
    cells
      .filter((cell) => cell.activity === activity && cell.value === value)
      .reduce((sum, cell) => sum + cell.customers, 0);
  const most = Math.max(1, ...ACTIVITIES.flatMap((activity) => VALUES.map((value) => count(activity, value))));
  return (
    <table className="matrix">
      <thead>
        <tr>
          <th />
          {ACTIVITIES.map((activity) => (
            <th key={activity} scope="col">
              {t(`dashboards.class.activity.${activity}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {VALUES.map((value) => (
          <tr key={value}>
            <th scope="row">{t(`dashboards.class.value.${value}`)}</th>
            {ACTIVITIES.map((activity) => {
              const customers = count(activity, value);
              // The square root keeps small classes visible beside the largest.
              const depth = Math.sqrt(customers / most);
              return (
                <td key={activity}>
                  <button
                    type="button"
                    disabled={customers === 0}
                    onClick={() => onPick({ activity, value })}
                    style={{
                      background: `rgba(185, 58, 38, ${(depth * 0.85).toFixed(3)})`,
                      color: depth > 0.9 ? '#fff' : undefined,
                    }}
                  >
                    {format.number(customers)}
                  </button>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
