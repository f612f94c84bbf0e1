import type { InsightConcentration } from '@shuke/contract';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../parts/format.ts';

const SHOWN = 10;

/** The customers who matter most in the period, one by one. */
export function CoreTable({ core }: { core: InsightConcentration['core'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (core === null) return <div className="muted">{t('dashboards.noPersons')}</div>;
  return (
    <table className="facts">
      <thead>
        <tr>
          <th scope="col">{t('dashboards.customer')}</th>
          <th scope="col">{t('dashboards.sales')}</th>
          <th scope="col">{t('dashboards.cumulative')}</th>
        </tr>
      </thead>
      <tbody>
        {core.slice(0, SHOWN).map((one) => (
          <tr key={one.customerId}>
            <th scope="row" className="nowrap">
              {one.hint ?? t('app.unnamed')}
            </th>
            <td>{format.money(one.spend)}</td>
            <td>{format.percent(one.cumulativeBps)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
