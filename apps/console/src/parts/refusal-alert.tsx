import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { Refused } from '../api/client.ts';

/** Says beside a form why it was not accepted and what would help. Nothing where there is no error. */
export function RefusalAlert({ error }: { error: Error | null }) {
  const { t } = useTranslation();
  if (!error) return null;
  const refused = error instanceof Refused ? error.problem : null;
  const description = refused ? [refused.remedy, fieldOf(refused.facts)].filter(Boolean).join(' ') : undefined;
  return (
    <Alert type="error" showIcon title={refused ? refused.says : t('app.unreachable')} description={description} />
  );
}

/** The field that a refusal names, as the API calls it, with what is wrong with it; or all that is lacking. */
function fieldOf(facts: Record<string, unknown> = {}): string | null {
  const { field, problem, lacking } = facts;
  if (typeof lacking === 'string') return lacking;
  if (typeof field !== 'string') return null;
  return typeof problem === 'string' ? `${field}: ${problem}` : field;
}
