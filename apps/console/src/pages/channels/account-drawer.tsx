import { Button, Drawer, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  useChangeChannel,
  useConnectChannel,
  type ChannelAccount,
  type ChannelAsks,
  type ChannelName,
} from '../../api/channels.ts';
import { filled, type Texts } from '../../parts/filled.ts';
import { RefusalAlert } from '../../parts/refusal-alert.tsx';
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
  const close = () => {
    connect.reset();
    change.reset();
    onClose();
  };
  const submit = ({ channel, storeCode, active, ...fields }: Fields) => {
    const { baseUrl, autoAccept = false, commissionBps } = fields;
    const texts = { settings: filled(fields.settings), secrets: filled(fields.secrets) };
    const terms = { baseUrl, autoAccept, commissionBps: commissionBps ?? 0, ...texts };
    const done = { onSuccess: close };
    if (known) change.mutate({ accountId: known.accountId, active, ...terms }, done);
    else connect.mutate({ channel, storeCode, ...terms }, done);
  };
  const footer = (
    <Button type="primary" block onClick={form.submit} loading={connect.isPending || change.isPending}>
      {t(known ? 'channels.save' : 'channels.connect')}
    </Button>
  );
  const first = known
    ? { ...known, commissionBps: known.commissionBps || null }
    : { channel: 'eleme', baseUrl: 'https://', settings: { publicUrl: location.origin } };
  return (
    <Drawer
      open={account !== null}
      onClose={close}
      title={known ? t('channels.changeOf', { name: t(`channels.name.${known.channel}`) }) : t('channels.connect')}
      size={480}
      footer={footer}
      destroyOnHidden
    >
      <p className="muted">{t('channels.connectText')}</p>
      <RefusalAlert error={connect.error ?? change.error} />
      <Form name="channel" form={form} layout="vertical" onFinish={submit} initialValues={first} clearOnDestroy>
        <AccountFields asks={asks} isKnown={known !== null} />
      </Form>
    </Drawer>
  );
}
