import type { LikelyBuyers } from '@shuke/contract';
import { useTranslation } from 'react-i18next';
import { BarList } from '../../parts/bar-list.tsx';
import { useFormat } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';
import { SERIES } from '../../theme.ts';

const SHOWN = 100;

/** The likeliest buyers, and what such a list was worth on days that it had not seen. */
export function LikelyPanels({ likely }: { likely: LikelyBuyers }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className="grid">
      <Panel className="span-6" title={t('likely.people')} info={t('likely.peopleInfo')}>
        {likely.people.length === 0 ? (
          <div className="muted">{t('dashboards.noPersons')}</div>
        ) : (
          <BarList
            label={t('likely.people')}
            rows={likely.people.slice(0, SHOWN).map(({ personId, hint, score }, i) => ({
              key: personId,
              name: `${format.number(i + 1)}. ${hint}`,
              length: score,
              value: format.percent(score * 10_000),
              color: SERIES[1],
            }))}
          />
        )}
      </Panel>
      <Measured likely={likely} />
    </div>
  );
}

/** The list beside the plain one of who bought it most, measured on the same days. */
function Measured({ likely }: { likely: LikelyBuyers }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { heldOut, ranked, naive, named } = likely;
  const shown = { count: named, shown: format.number(named) };
  return (
    <Panel className="span-6" title={t('likely.measured')} info={t('likely.measuredInfo')}>
      <div className="muted small">
        {t('likely.heldOut', { from: format.day(heldOut.from), to: format.day(heldOut.to), ...shown })}
      </div>
      <table className="facts">
        <thead>
          <tr>
            <th scope="col">{t('likely.list')}</th>
            <th scope="col">{t('likely.buyers')}</th>
            <th scope="col">{t('likely.precision')}</th>
            <th scope="col">{t('likely.lift')}</th>
          </tr>
        </thead>
        <tbody>
          {[['ranked', ranked] as const, ['naive', naive] as const].map(([list, found]) => (
            <tr key={list}>
              <th scope="row">{t(`likely.${list}`)}</th>
              <td>{format.number(found.buyers)}</td>
              <td>{format.percent(found.precisionBps)}</td>
              <td>{found.lift === null ? '–' : `${format.number(Math.round(found.lift * 100) / 100)} ×`}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t('likely.everybody')}</th>
            <td>{format.number(heldOut.buyers)}</td>
            <td>{format.percent(heldOut.baseBps)}</td>
            <td>{`${format.number(1)} ×`}</td>
          </tr>
        </tbody>
      </table>
      <div className="muted small">{t(`likely.method.${likely.method}`)}</div>
    </Panel>
  );
}
