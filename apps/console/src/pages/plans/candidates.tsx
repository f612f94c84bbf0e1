import type { PlanChoice } from '@shuke/contract';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../parts/format.ts';

/** All that was weighed for one customer, the chosen one marked. */
export function Candidates({ choice }: { choice: PlanChoice }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (choice.candidates.length === 0) return <div className="muted">{t('plans.noCandidates')}</div>;
  const { ticket } = choice.facts;
  const notes = [
    ...(typeof ticket === 'string' ? [t('plans.ticket', { amount: format.money(ticket) })] : []),
    t('plans.propensity', { share: format.percent(Math.round(choice.propensity * 10_000)) }),
  ];
  return (
    <div className="candidates">
      <table>
        <caption className="visually-hidden">{t('plans.candidates')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('plans.candidate')}</th>
            <th scope="col">{t('plans.score')}</th>
            <th scope="col" />
          </tr>
        </thead>
        <tbody>
          {choice.candidates.map((candidate) => (
            <tr key={candidate.templateId ?? 'nothing'}>
              <td>{candidate.name ?? t('plans.nothingAtAll')}</td>
              <td>{candidate.excluded ? '–' : format.signedMoney(candidate.score)}</td>
              <td className="muted">
                {candidate.excluded ? t(`plans.excluded.${candidate.excluded}`) : null}
                {!candidate.excluded && candidate.templateId === choice.templateId ? t('plans.chosen') : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="muted small">{notes.join(' · ')}</div>
    </div>
  );
}
