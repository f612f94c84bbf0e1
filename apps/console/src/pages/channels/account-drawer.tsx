import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  useChangeChannel,
  useConnectChannel,
  type ChannelAccount,
  type ChannelAsks,
  type ChannelName,
} from '../../api/channels.ts';
import { ConnectDrawer } from '../../parts/connect-drawer.tsx';
import { filled, type Texts } from '../../parts/filled.ts';
import { AccountFields } from './account-fields.tsx';

interface Fields {
  channel: ChannelName;
  storeCode: string;
  baseUrl: string;
  autoAccept?: boolean;
  commissionBps?: number | null;
  active?: boolean;
  settings?: Texts;
  secrets?: Texts;
}

interface AccountDrawerProps {
  asks: ChannelAsks[];
  /** The one that is changed; null for none, which closes it. */
  account: ChannelAccount | 'new' | null;
  onClose: () => void;
}

/** Connects a store to a platform, or changes an account. Secrets are written here and shown nowhere. */
export function AccountDrawer({ asks, account, onClose }: AccountDrawerProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Fields>();
  const connect = useConnectChannel();
  const change = useChangeChannel();
  const known = account === 'new' ? null : account;
  const submit = ({ channel, storeCode, active, ...fields }: Fields) => {
    const { baseUrl, autoAccept = false, commissionBps } = fields;
    const texts = { settings: filled(fields.settings), secrets: filled(fields.secrets) };
    const terms = { baseUrl, autoAccept, commissionBps: commissionBps ?? 0, ...texts };
    const done = { onSuccess: onClose };
    if (known) change.mutate({ accountId: known.accountId, active, ...terms }, done);
    else connect.mutate({ channel, storeCode, ...terms }, done);
  };
  const first = known
    ? { ...known, commissionBps: known.commissionBps || null }
    : { channel: 'eleme', baseUrl: 'https://', settings: { publicUrl: location.origin } };
  return (
    <ConnectDrawer
      name="channel"
      form={form}
      isOpen={account !== null}
      title={known ? t('channels.changeOf', { name: t(`channels.name.${known.channel}`) }) : t('channels.connect')}
      text={t('channels.connectText')}
      act={t(known ? 'channels.save' : 'channels.connect')}
      changes={[connect, change]}
      initialValues={first}
      onSubmit={submit}
      onClose={onClose}
    >
      <AccountFields asks={asks} isKnown={known !== null} />
    </ConnectDrawer>
  );
}
