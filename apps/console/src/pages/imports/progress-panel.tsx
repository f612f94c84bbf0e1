import type { ImportView } from '@shuke/contract';
import { Progress } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Figure } from '../../parts/figure.tsx';
import { useFormat } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';

/** How far a running import is, and how fast. */
export function ProgressPanel({ found, seenAtMs }: { found: ImportView; seenAtMs: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [first] = useState({ rows: found.rowsRead, atMs: seenAtMs });
  const rows = found.rowsRead - first.rows;
  const speed = rows > 0 ? Math.round(rows / ((seenAtMs - first.atMs) / 1000)) : null;
  const percent = found.bytesTotal === 0 ? 0 : Math.min(99, Math.floor((found.bytesRead / found.bytesTotal) * 100));
  return (
    <Panel title={t('imports.running')}>
      <Progress percent={percent} status="active" aria-label={t('imports.running')} />
      <div className="figures" aria-live="polite">
        <Figure label={t('imports.rowsRead')} value={format.number(found.rowsRead)} />
        <Figure label={t('imports.speed')} value={speed === null ? '–' : format.number(speed)} />
        <Figure label={t('imports.rejected')} value={format.number(found.rowsRejected)} />
        <Figure
          label={t('imports.bytesRead')}
          value={format.bytes(found.bytesRead)}
          note={t('imports.ofBytes', { total: format.bytes(found.bytesTotal) })}
        />
      </div>
      <p className="muted small">{t('imports.leave')}</p>
    </Panel>
  );
}
