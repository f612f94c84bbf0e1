import { useTranslation } from 'react-i18next';
import { useFormat } from './format.ts';

interface DeltaProps {
  /** Basis points more than before; null where there was nothing before. */
  bps: number | null;
  /** Where more is neither good nor bad. */
  neutral?: boolean;
}

/** A change against the comparison period: with an arrow, so that colour is not needed to read it. */
export function Delta({ bps, neutral = false }: DeltaProps) {
  const { t } = useTranslation();
  const format = useFormat();
  if (bps === null) return <span className="delta delta-flat">{t('dashboards.noComparison')}</span>;
  const direction = bps > 0 ? 'up' : bps < 0 ? 'down' : 'flat';
  const sign = { up: '▲', down: '▼', flat: '■' }[direction];
  return (
    <span className={`delta delta-${neutral ? 'flat' : direction}`}>
      <span className="visually-hidden">{t(`dashboards.direction.${direction}`)}</span>
      <span aria-hidden="true" style={{ fontSize: 9 }}>
        {sign}
      </span>
      {format.percent(Math.abs(bps))}
    </span>
  );
}
