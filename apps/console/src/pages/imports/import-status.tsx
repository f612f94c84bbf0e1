import type { ImportStatus } from '@shuke/contract';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';

const COLOR: Record<ImportStatus, string> = {
  uploaded: 'warning',
  running: 'processing',
  done: 'success',
  failed: 'error',
};

export function ImportStatusTag({ status }: { status: ImportStatus }) {
  const { t } = useTranslation();
  return <Tag color={COLOR[status]}>{t(`imports.status.${status}`)}</Tag>;
}
