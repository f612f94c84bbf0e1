import type { NewPaymentAccount } from '@shuke/contract';
import { Button, Drawer, Form, Input, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { useChangeAccount, useConnectAccount, type AccountAsks, type PaymentAccount } from '../../api/payments.ts';
import { useStores } from '../../api/touchpoints.ts';
import { filled, type Texts } from '../../parts/filled.ts';
import { RefusalAlert } from '../../parts/refusal-alert.tsx';

interface Fields {
  gateway: NewPaymentAccount['gateway'];
  name: string;
  storeCode?: string;
  baseUrl: string;
  publicUrl?: string;
  active?: boolean;
  settings?: Texts;
  secrets?: Texts;
}

interface AccountDrawerProps {
  asks: AccountAsks[];
  /** The one that is changed; null for none, which closes it. */
  account: PaymentAccount | 'new' | null;
  onClose: () => void;
}

/** Connects a store to a provider, or changes an account. Secrets are written here and shown nowhere. */
export function AccountDrawer({ asks, account, onClose }: AccountDrawerProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Fields>();
  const connect = useConnectAccount();
  const change = useChangeAccount();
  const known = account === 'new' ? null : account;
  const close = () => {
    connect.reset();
    change.reset();
    onClose();
  };
  const submit = ({ gateway, storeCode, active, publicUrl, ...fields }: Fields) => {
    const texts = { settings: filled(fields.settings), secrets: filled(fields.secrets) };
    const at = publicUrl ? { publicUrl } : {};
    const { name, baseUrl } = fields;
    if (known)
      change.mutate({ accountId: known.accountId, name, baseUrl, active, ...at, ...texts }, { onSuccess: close });
    else {
      const store = storeCode ? { storeCode } : {};
      connect.mutate({ gateway, name, baseUrl, ...store, ...at, ...texts }, { onSuccess: close });
    }
  };
  const footer = (
    <Button type="primary" block onClick={form.submit} loading={connect.isPending || change.isPending}>
      {t(known ? 'payments.save' : 'payments.connect')}
    </Button>
  );
  const first = known ?? { gateway: 'wechat', baseUrl: 'https://', publicUrl: location.origin };
  return (
    <Drawer
      open={account !== null}
      onClose={close}
      title={known ? t('payments.changeOf', { name: known.name }) : t('payments.connect')}
      size={480}
      footer={footer}
      destroyOnHidden
    >
      <p className="muted">{t('payments.connectText')}</p>
      <RefusalAlert error={connect.error ?? change.error} />
      <Form name="account" form={form} layout="vertical" onFinish={submit} initialValues={first} clearOnDestroy>
        <AccountFields asks={asks} isKnown={known !== null} />
      </Form>
    </Drawer>
  );
}

function AccountFields({ asks, isKnown }: { asks: AccountAsks[]; isKnown: boolean }) {
  const { t } = useTranslation();
  const { data: stores = [] } = useStores();
  const gateway = Form.useWatch<Fields['gateway']>('gateway') ?? 'wechat';
  const needed = [{ required: true, message: t('payments.needField') }];
  return (
    <>
      <Form.Item name="gateway" label={t('payments.provider')}>
        <Select
          disabled={isKnown}
          options={asks.map((one) => ({ value: one.gateway, label: t(`payments.gateway.${one.gateway}`) }))}
        />
      </Form.Item>
      <Form.Item name="name" label={t('payments.name')} rules={needed}>
        <Input maxLength={100} />
      </Form.Item>
      {isKnown ? (
        <Form.Item name="active" label={t('payments.active')} extra={t('payments.activeText')} valuePropName="checked">
          <Switch />
        </Form.Item>
      ) : (
        <Form.Item name="storeCode" label={t('payments.store')}>
          <Select
            allowClear
            placeholder={t('payments.allStores')}
            options={stores.map(({ code, name }) => ({ value: code, label: name }))}
          />
        </Form.Item>
      )}
      <Form.Item name="baseUrl" label={t('payments.baseUrl')} rules={needed}>
        <Input inputMode="url" />
      </Form.Item>
      <Form.Item name="publicUrl" label={t('payments.publicUrl')} extra={t('payments.publicUrlText')}>
        <Input inputMode="url" />
      </Form.Item>
      <ProviderFields asks={asks.find((one) => one.gateway === gateway)} isKnown={isKnown} />
    </>
  );
}

const LONG_TEXT = <Input.TextArea autoComplete="off" spellCheck={false} autoSize={{ minRows: 1, maxRows: 6 }} />;

/** The provider's own names stand as it writes them in its back office, so that they are found there. */
function ProviderFields({ asks, isKnown }: { asks: AccountAsks | undefined; isKnown: boolean }) {
  const { t } = useTranslation();
  if (!asks) return null;
  const needed = [{ required: !isKnown, message: t('payments.needField') }];
  const kept = isKnown ? t('payments.secretKept') : undefined;
  return (
    <>
      {asks.settings.map((name) => (
        <Form.Item key={name} name={['settings', name]} label={name} rules={needed}>
          <Input />
        </Form.Item>
      ))}
      {asks.secrets.map((name) => (
        <Form.Item key={name} name={['secrets', name]} label={name} rules={needed} extra={kept}>
          {LONG_TEXT}
        </Form.Item>
      ))}
      {asks.optionalSettings.map((name) => (
        <Form.Item key={name} name={['settings', name]} label={t('payments.optional', { name })}>
          <Input />
        </Form.Item>
      ))}
      {asks.optionalSecrets.map((name) => (
        <Form.Item key={name} name={['secrets', name]} label={t('payments.optional', { name })} extra={kept}>
          {LONG_TEXT}
        </Form.Item>
      ))}
    </>
  );
}
