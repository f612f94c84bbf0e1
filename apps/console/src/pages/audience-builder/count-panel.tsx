import { Alert, Spin } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Counted } from '../../api/audiences.ts';
import { DayInput } from '../../parts/day-input.tsx';
import { Figure } from '../../parts/figure.tsx';
import { useFormat } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';
import { RefusalAlert } from '../../parts/refusal-alert.tsx';
import { RuleField } from './fields.tsx';

interface CountPanelProps {
  counted: Counted | undefined;
  error: Error | null;
  isBusy: boolean;
  isComplete: boolean;
  asOf: string | null;
  onAsOf: (day: string | null) => void;
}

/** How many people the rule means while it is being edited, who some of them are, and what the answer rests on. */
export function CountPanel({ counted, error, isBusy, isComplete, asOf, onAsOf }: CountPanelProps) {
  const { t } = useTranslation();
  const isCounting = isComplete && isBusy;
  return (
    <Panel
      className="span-4 rule-answer"
      title={t('audiences.meant')}
      extra={isCounting ? <Spin size="small" /> : null}
    >
      <RuleField label={t('audiences.asOf')}>
        <DayInput label={t('audiences.asOf')} value={asOf} onChange={onAsOf} placeholder={t('audiences.today')} />
      </RuleField>
      {isComplete ? null : <Alert type="info" showIcon title={t('audiences.incomplete')} />}
      {isComplete ? <RefusalAlert error={error} /> : null}
      <div role="status" aria-busy={isCounting} className={isCounting ? 'rule-counting' : undefined}>
        {counted && isComplete && !error ? <Count counted={counted} /> : null}
      </div>
    </Panel>
  );
}

function Count({ counted }: { counted: Counted }) {
  const { t } = useTranslation();
  const format = useFormat();
  const seconds = format.number(Math.round(counted.tookMs) / 1000);
  return (
    <>
      <Figure
        label={t('audiences.peopleOn', { day: format.day(counted.asOf) })}
        value={format.number(counted.people)}
        note={t('audiences.countedBy', { engine: t(`audiences.engine.${counted.engine}`), seconds })}
      />
      <div className="muted small">{t('audiences.freshAt', { at: format.instant(counted.freshAt) })}</div>
      {counted.sample.length === 0 ? null : (
        <>
          <h3 className="rule-sample-title">{t('audiences.sample')}</h3>
          <ul className="plain-list">
            {counted.sample.map(({ personId, hint }) => (
              <li key={personId}>{hint}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
