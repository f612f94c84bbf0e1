import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChannelAccounts, type ChannelAccount } from '../../api/channels.ts';
import { Answer } from '../../parts/answer.tsx';
import { NothingYet } from '../../parts/nothing-yet.tsx';
import { Page } from '../../parts/page.tsx';
import { AccountDrawer } from './account-drawer.tsx';
import { AccountsPanel } from './accounts-panel.tsx';
import { MiniProgramsPanel } from './mini-programs-panel.tsx';

/** How stores are connected to platforms, and the merchant's apps within WeChat. */
export function ChannelAccountsPage() {
  const { t } = useTranslation();
  const accounts = useChannelAccounts();
  const [edited, setEdited] = useState<ChannelAccount | 'new' | null>(null);
  const connect = (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setEdited('new')}>
      {t('channels.connect')}
    </Button>
  );
  return (
    <Page
      title={t('channels.accounts')}
      subtitle={t('channels.accountsSubtitle')}
      back={{ to: '/console/channels', label: t('nav.channels') }}
      actions={accounts.data?.items.length ? connect : null}
    >
      <Answer query={accounts}>
        {({ items, asks }) => (
          <div className="grid">
            {items.length === 0 ? (
              <div className="span-12">
                <NothingYet title={t('channels.none')} text={t('channels.noneText')} action={connect} />
              </div>
            ) : (
              <AccountsPanel accounts={items} onChange={setEdited} />
            )}
            <MiniProgramsPanel />
            <AccountDrawer asks={asks} account={edited} onClose={() => setEdited(null)} />
          </div>
        )}
      </Answer>
    </Page>
  );
}
