import type { ReactNode } from 'react';
import { COLORS } from '../theme.ts';

interface NothingYetProps {
  title: string;
  text: string;
  action?: ReactNode;
}

/** Says that there is nothing here yet, and what would bring something. */
export function NothingYet({ title, text, action }: NothingYetProps) {
  return (
    <div style={{ display: 'grid', justifyItems: 'center', gap: 8, padding: '40px 16px', textAlign: 'center' }}>
      <svg width="72" height="72" viewBox="0 0 64 64" aria-hidden="true">
        <path d="M14 32h36a18 18 0 0 1-36 0Z" fill={COLORS['sign-soft']} stroke={COLORS.sign} strokeWidth="2" />
        <path d="M22 54h20" stroke={COLORS.sign} strokeWidth="2" strokeLinecap="round" />
      </svg>
      <strong style={{ fontSize: 16 }}>{title}</strong>
      <div className="muted" style={{ maxWidth: 460 }}>
        {text}
      </div>
      {action ? <div style={{ marginTop: 8 }}>{action}</div> : null}
    </div>
  );
}
