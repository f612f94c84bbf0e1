import type { CampaignReport, Effect, Verdict } from '@shuke/contract';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Chart } from '../../charts/chart.tsx';
import { intervalOption, type IntervalRow } from '../../charts/interval.ts';
import { useFormat } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';
import { useRefusalText } from '../../parts/refusal-text.ts';

const TONE: Record<Verdict, string> = { proven_gain: 'good', proven_loss: 'bad', not_proven_yet: 'open' };

/** What the offers earned beyond what would have come anyway: in words, and as intervals against zero. */
export function LiftPanel({ report }: { report: CampaignReport }) {
  const { t } = useTranslation();
  const format = useFormat();
  // What counts is what is left after the discount; sales alone where no margin is known.
  const main = report.profit ?? report.lift;
  if (!main) {
    return (
      <Panel className="span-7" title={t('report.lift')} info={t('report.liftInfo')}>
        <div className="muted">{t('report.noGroups')}</div>
      </Panel>
    );
  }
  return (
    <Panel className="span-7" title={t('report.lift')} info={t('report.liftInfo')}>
      <div className={`verdict verdict-${TONE[main.verdict]}`} role="status">
        <strong>{t(`report.verdict.${main.verdict}`)}</strong>
        <VerdictText effect={main} />
      </div>
      <IntervalChart report={report} />
      {report.profit?.perCustomer ? (
        <div className="muted small">{t('report.marginNote', { margin: format.percent(report.profit.marginBps) })}</div>
      ) : null}
      <details className="small muted">
        <summary>{t('report.method')}</summary>
        <p>{t('report.methodText')}</p>
      </details>
    </Panel>
  );
}

/** The interval in a sentence; where there is none, what is missing for it. */
function VerdictText({ effect }: { effect: Effect }) {
  const { t } = useTranslation();
  const format = useFormat();
  const reason = useRefusalText();
  if (effect.low === null || effect.high === null) {
    const { says, remedy } = reason(effect.why);
    return (
      <div>
        {says} {remedy}
      </div>
    );
  }
  const range = { low: format.signedMoney(effect.low), high: format.signedMoney(effect.high) };
  return <div>{t(`report.verdictText.${effect.verdict}`, range)}</div>;
}

function IntervalChart({ report }: { report: CampaignReport }) {
  const { t } = useTranslation();
  const format = useFormat();
  const rows = useMemo(
    () => [...rowOf(t('report.salesEach'), report.lift), ...rowOf(t('report.profitEach'), report.profit)],
    [report, t],
  );
  const option = useMemo(() => intervalOption(rows, format.signedMoney), [rows, format]);
  if (rows.length === 0) return null;
  return <Chart option={option} height={56 + rows.length * 72} label={t('report.lift')} />;
}

function rowOf(name: string, effect: Effect | null): IntervalRow[] {
  if (!effect || effect.low === null || effect.high === null || effect.perCustomer === null) return [];
  return [{ name, low: Number(effect.low), middle: Number(effect.perCustomer), high: Number(effect.high) }];
}
