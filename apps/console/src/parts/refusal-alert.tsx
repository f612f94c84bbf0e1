import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { Refused } from '../api/client.ts';

/** Says beside a form why it was not accepted and what would help. Nothing where there is no error. */
export function RefusalAlert({ error }: { error: Error | null }) {
  const { t } = useTranslation();
  if (!error) return null;
  const refused = error instanceof Refused ? error.problem : null;
  return (
    <Alert type="error" showIcon title={refused ? refused.says : t('app.unreachable')} description={refused?.remedy} />
  );
}
