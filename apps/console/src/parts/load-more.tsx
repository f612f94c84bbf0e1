import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Pages } from '../api/pages.ts';

/** The button under a table that fetches the next page; nothing at the end. */
export function LoadMore<T>({ pages }: { pages: Pages<T> }) {
  const { t } = useTranslation();
  if (!pages.hasMore) return null;
  return (
    <div className="load-more">
      <Button onClick={pages.more} loading={pages.isLoadingMore}>
        {t('app.loadMore')}
      </Button>
    </div>
  );
}
