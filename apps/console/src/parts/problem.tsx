import { Button, Result } from 'antd';
import { useTranslation } from 'react-i18next';
import { Refused } from '../api/client.ts';

/** Says why something did not work and what would help, in place of what it would have shown. */
export function Problem({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  const { t } = useTranslation();
  const refused = error instanceof Refused ? error.problem : null;
  return (
    <Result
      status={refused ? 'warning' : 'error'}
      title={refused ? refused.says : t('app.unreachable')}
      subTitle={refused ? `${refused.remedy} ${t('app.requestId', { id: refused.requestId })}` : undefined}
      extra={onRetry ? <Button onClick={onRetry}>{t('app.retry')}</Button> : undefined}
    />
  );
}
