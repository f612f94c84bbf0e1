import type { ImportPreview } from '@shuke/contract';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../parts/format.ts';

/** The rows of the preview that would be left out, with why. The others are imported all the same. */
export function PreviewRejects({ rejects }: { rejects: ImportPreview['rejects'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (rejects.length === 0) return null;
  const list = (
    <ul className="plain-list">
      {rejects.map(({ row, column, reason }) => (
        <li key={`${row} ${column}`}>
          {t('imports.rejectLine', { row: format.number(row), column })} {t(`imports.reject.${reason}`)}
        </li>
      ))}
    </ul>
  );
  const title = t('imports.previewRejects', { count: rejects.length, shown: format.number(rejects.length) });
  return <Alert type="warning" showIcon title={title} description={list} />;
}
