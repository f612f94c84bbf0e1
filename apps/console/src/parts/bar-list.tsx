import type { ReactNode } from 'react';

export interface BarRow {
  key: string;
  name: string;
  /** Beside the name, quieter. */
  note?: string | null;
  /** The length of the bar, 0 to 1. */
  length: number;
  value: string;
  extra?: ReactNode;
  color?: string;
  onPick?: () => void;
}

/** A list whose rows carry bars: a chart that can be read, and picked from, without seeing it. */
export function BarList({ rows, label, split = false }: { rows: readonly BarRow[]; label: string; split?: boolean }) {
  return (
    <ul className={split ? 'bar-list bar-list-split' : 'bar-list'} aria-label={label}>
      {rows.map((row) => (
        <li key={row.key}>
          {row.onPick ? (
            <button type="button" onClick={row.onPick}>
              <Row row={row} />
            </button>
          ) : (
            <div>
              <Row row={row} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function Row({ row: { name, note, value, extra, length, color = 'var(--water)' } }: { row: BarRow }) {
  return (
    <>
      <span className="bar-name">
        {name}
        {note ? <span className="muted small"> {note}</span> : null}
      </span>
      <span className="bar-value">
        {value}
        {extra ? <span className="bar-extra">{extra}</span> : null}
      </span>
      <span className="bar-track" aria-hidden="true">
        <span style={{ width: `${Math.min(100, Math.max(0, length * 100))}%`, background: color }} />
      </span>
    </>
  );
}
