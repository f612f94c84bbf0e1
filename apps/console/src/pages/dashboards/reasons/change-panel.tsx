import type { InsightChange } from '@shuke/contract';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Question } from '../../../api/insight.ts';
import { Chart } from '../../../charts/chart.tsx';
import { Delta } from '../../../parts/delta.tsx';
import { Figure } from '../../../parts/figure.tsx';
import { useFormat } from '../../../parts/format.ts';
import { InsightPanel } from '../insight-panel.tsx';
import { waterfallOption } from './waterfall.ts';

/** What a change of the sales is made of, to the minor unit. */
export function ChangePanel({ question }: { question: Question }) {
  const { t } = useTranslation();
  return (
    <InsightPanel className="span-8" name="change" question={question} title={t('boards.change')}>
      {(data) => <Change data={data} />}
    </InsightPanel>
  );
}

function Change({ data }: { data: InsightChange }) {
  const { t } = useTranslation();
  const format = useFormat();
  const option = useMemo(() => {
    const sum = (name: string, amount: string) => ({ name, amount: Number(amount), isSum: true });
    const parts = data.parts.map(({ part, amount }) => ({
      name: t(`boards.part.${part}`),
      amount: Number(amount),
      isSum: false,
    }));
    const steps = [sum(t('dashboards.before'), data.netBefore), ...parts, sum(t('dashboards.thisPeriod'), data.net)];
    return waterfallOption(steps, { axis: format.roundMoney, amount: format.amount });
  }, [data, t, format]);
  return (
    <>
      <div className="figures">
        <Figure small label={t('boards.netNow')} value={format.money(data.net)} note={<Delta bps={data.changeBps} />} />
        <Figure small label={t('boards.netBefore')} value={format.money(data.netBefore)} />
        <Figure small label={t('boards.difference')} value={format.signedMoney(data.change)} />
      </div>
      <p className="muted small">{t(`boards.basis.${data.basis}`)}</p>
      <Chart option={option} height={230} label={t('boards.changeChart')} />
      <PartsTable data={data} />
    </>
  );
}

/** The parts in figures: each with what it moved, and together the difference. */
function PartsTable({ data: { parts, change } }: { data: InsightChange }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <table className="facts">
      <thead>
        <tr>
          <th scope="col">{t('boards.partTitle')}</th>
          <th scope="col">{t('boards.moved')}</th>
          <th scope="col">{t('boards.ofBefore')}</th>
        </tr>
      </thead>
      <tbody>
        {parts.map(({ part, amount, ofBeforeBps }) => (
          <tr key={part}>
            <th scope="row">{t(`boards.part.${part}`)}</th>
            <td>{format.signedMoney(amount)}</td>
            <td>{format.percent(ofBeforeBps)}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">{t('boards.difference')}</th>
          <td>
            <strong>{format.signedMoney(change)}</strong>
          </td>
          <td />
        </tr>
      </tbody>
    </table>
  );
}
