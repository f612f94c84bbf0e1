import type { PlanStatus } from '@shuke/contract';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';

const COLOR: Record<PlanStatus, string> = {
  draft: 'default',
  approved: 'processing',
  issuing: 'processing',
  issued: 'success',
  discarded: 'default',
};

/** Where a plan stands between draft and issued. */
export function PlanStatusTag({ status }: { status: PlanStatus }) {
  const { t } = useTranslation();
  return <Tag color={COLOR[status]}>{t(`plans.status.${status}`)}</Tag>;
}
