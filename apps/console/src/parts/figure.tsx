import type { ReactNode } from 'react';

interface FigureProps {
  label: string;
  value: ReactNode;
  note?: ReactNode;
  small?: boolean;
}

/** One number with its name. */
export function Figure({ label, value, note, small = false }: FigureProps) {
  return (
    <div className={small ? 'figure figure-small' : 'figure'}>
      <div className="figure-label">{label}</div>
      <div className="figure-value">{value}</div>
      {note ? <div className="figure-note">{note}</div> : null}
    </div>
  );
}
