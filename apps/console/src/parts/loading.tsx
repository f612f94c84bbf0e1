import { Spin } from 'antd';
import { useTranslation } from 'react-i18next';

/** Shown while data is on its way. */
export function Loading({ height = 240 }: { height?: number }) {
  const { t } = useTranslation();
  return (
    <div
      role="status"
      aria-label={t('app.loading')}
      style={{ display: 'grid', placeItems: 'center', minHeight: height }}
    >
      <Spin size={height < 120 ? 'medium' : 'large'} />
    </div>
  );
}
