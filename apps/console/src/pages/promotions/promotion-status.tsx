import type { PromotionStatus } from '@shuke/contract';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';

const COLOR: Record<PromotionStatus, string> = {
  draft: 'default',
  live: 'success',
  paused: 'warning',
  ended: 'default',
};

/** Where a promotion stands between draft and ended. */
export function PromotionStatusTag({ status }: { status: PromotionStatus }) {
  const { t } = useTranslation();
  return <Tag color={COLOR[status]}>{t(`promotions.status.${status}`)}</Tag>;
}
