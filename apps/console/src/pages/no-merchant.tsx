import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSignOut } from '../api/session.ts';
import { Entry } from '../parts/entry.tsx';

/** For people of an agency: what this console shows belongs to one merchant, and they sign in at none. */
export function NoMerchantPage() {
  const { t } = useTranslation();
  const signOut = useSignOut();
  return (
    <Entry title={t('app.noMerchant')}>
      <div className="muted">{t('app.noMerchantWhy')}</div>
      <Button onClick={() => signOut.mutate()} loading={signOut.isPending}>
        {t('app.signOut')}
      </Button>
    </Entry>
  );
}
