import type { ReactNode } from 'react';
import { InfoTip } from './info-tip.tsx';

interface PanelProps {
  title?: string;
  /** How the figures are made, in words. */
  info?: string;
  extra?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A sheet of paper on the page: one subject, with its definition at hand. */
export function Panel({ title, info, extra, className = 'span-12', children }: PanelProps) {
  return (
    <section className={`panel ${className}`} aria-label={title}>
      {title ? (
        <div className="panel-head">
          <h2>
            {title}
            {info ? <InfoTip about={title} text={info} /> : null}
          </h2>
          {extra}
        </div>
      ) : null}
      {children}
    </section>
  );
}
