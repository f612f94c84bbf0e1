import type { PromotionStatus, PromotionView } from '@shuke/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useSetPromotionStatus, type NextStatus } from '../../api/promotions.ts';
import { useConfirm } from '../../parts/confirm.ts';

/** Where a promotion can go from where it stands; the last one is what it is there for. */
const NEXT: Record<PromotionStatus, readonly NextStatus[]> = {
  draft: ['ended', 'live'],
  live: ['ended', 'paused'],
  paused: ['ended', 'live'],
  ended: [],
};

/** What can be done with a promotion. What changes prices asks once more. */
export function PromotionActions({ promotion }: { promotion: PromotionView }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const confirm = useConfirm();
  const change = useSetPromotionStatus(promotion.promotionId);
  const { name, status, promotionId } = promotion;
  if (status === 'ended') return null;
  const ask = (next: NextStatus) =>
    confirm({
      title: t(`promotions.ask.${next}`, { name }),
      content: t(`promotions.askText.${next}`),
      okText: t(`promotions.go.${next}`),
      act: () => change.mutateAsync(next),
    });
  return (
    <>
      <Button onClick={() => void navigate(`/console/promotions/${promotionId}/rule`)}>{t('promotions.edit')}</Button>
      {NEXT[status].map((next) => (
        <Button key={next} type={next === 'live' ? 'primary' : 'default'} onClick={() => ask(next)}>
          {next === 'live' && status === 'paused' ? t('promotions.goAgain') : t(`promotions.go.${next}`)}
        </Button>
      ))}
    </>
  );
}
