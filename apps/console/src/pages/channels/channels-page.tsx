import type { ChannelOrderSummary } from '@shuke/contract';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useChannelOrders } from '../../api/channels.ts';
import type { Pages } from '../../api/pages.ts';
import { useMay } from '../../api/session.ts';
import { Answer } from '../../parts/answer.tsx';
import { LoadMore } from '../../parts/load-more.tsx';
import { NothingYet } from '../../parts/nothing-yet.tsx';
import { Page } from '../../parts/page.tsx';
import { Panel } from '../../parts/panel.tsx';
import { OrderTable } from './order-table.tsx';
import { UnmatchedPanel } from './unmatched-panel.tsx';

/** The platforms' orders, and what they sold that is no known product. */
export function ChannelsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const mayConnect = useMay('channel:write');
  const [isLive, setLive] = useState(true);
  const orders = useChannelOrders(isLive);
  const toAccounts = mayConnect ? (
    <Button onClick={() => void navigate('/console/channels/accounts')}>{t('channels.accounts')}</Button>
  ) : null;
  const filter = (
    <Segmented
      aria-label={t('channels.which')}
      value={isLive ? 'live' : 'all'}
      onChange={(value) => setLive(value === 'live')}
      options={(['live', 'all'] as const).map((value) => ({ value, label: t(`channels.filter.${value}`) }))}
    />
  );
  return (
    <Page title={t('nav.channels')} subtitle={t('channels.subtitle')} actions={toAccounts}>
      <div className="grid">
        <Panel title={t('channels.orders')} info={t('channels.ordersInfo')} extra={filter}>
          <Orders orders={orders} isLive={isLive} />
        </Panel>
        <UnmatchedPanel />
      </div>
    </Page>
  );
}

function Orders({ orders, isLive }: { orders: Pages<ChannelOrderSummary>; isLive: boolean }) {
  const { t } = useTranslation();
  return (
    <Answer query={orders}>
      {(items) =>
        items.length === 0 ? (
          <NothingYet title={t(isLive ? 'channels.noLive' : 'channels.noOrders')} text={t('channels.noOrdersText')} />
        ) : (
          <>
            <OrderTable orders={items} />
            <LoadMore pages={orders} />
          </>
        )
      }
    </Answer>
  );
}
