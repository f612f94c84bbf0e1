import { Button, Table, Tag, Typography, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ChannelAccount } from '../../api/channels.ts';
import { useStores } from '../../api/touchpoints.ts';
import { useFormat } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';

interface AccountsPanelProps {
  accounts: ChannelAccount[];
  onChange: (account: ChannelAccount) => void;
}

/** Where a platform calls: the address that its own settings name, or the one at which this page was reached. */
const notifyUrlOf = ({ settings, callbackPath }: ChannelAccount): string =>
  `${settings['publicUrl'] ?? location.origin}${callbackPath}`;

/** The accounts with platforms: in which store, how orders are taken on, and where the platform is to call. */
export function AccountsPanel({ accounts, onChange }: AccountsPanelProps) {
  const { t } = useTranslation();
  const { data: stores = [] } = useStores();
  const storeName = new Map(stores.map(({ storeId, name }) => [storeId, name]));
  const nameOf = ({ channel, storeId }: ChannelAccount): string =>
    `${t(`channels.name.${channel}`)} · ${storeName.get(storeId) ?? ''}`;
  const columns: TableColumnsType<ChannelAccount> = [
    {
      title: t('channels.platform'),
      render: (_, one) => (
        <>
          <strong>{nameOf(one)}</strong>{' '}
          <Tag color={one.active ? 'success' : 'default'}>{t(one.active ? 'channels.on' : 'channels.off')}</Tag>
          <Terms account={one} />
          <Typography.Text className="small" copyable={{ text: notifyUrlOf(one), tooltips: false }}>
            {t('channels.notifyUrl')}
          </Typography.Text>
        </>
      ),
    },
    {
      render: (_, one) => (
        <Button onClick={() => onChange(one)} aria-label={t('channels.changeOf', { name: nameOf(one) })}>
          {t('channels.change')}
        </Button>
      ),
    },
  ];
  return (
    <Panel title={t('channels.platforms')} info={t('channels.platformsInfo')}>
      <Table rowKey="accountId" columns={columns} dataSource={accounts} pagination={false} size="middle" />
    </Panel>
  );
}

/** How orders are taken on. Vouchers are no orders that wait. */
function Terms({ account: { channel, autoAccept, commissionBps } }: { account: ChannelAccount }) {
  const { t } = useTranslation();
  const format = useFormat();
  const takesOrders = channel === 'eleme' || channel === 'meituan';
  const terms = [
    takesOrders ? t(autoAccept ? 'channels.byItself' : 'channels.byHand') : null,
    commissionBps > 0 ? t('channels.commissionOf', { percent: format.percent(commissionBps) }) : null,
  ];
  return <div className="muted small">{terms.filter(Boolean).join(' · ')}</div>;
}
