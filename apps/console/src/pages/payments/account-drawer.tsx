import type { NewPaymentAccount } from '@shuke/contract';
import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useChangeAccount, useConnectAccount, type AccountAsks, type PaymentAccount } from '../../api/payments.ts';
import { useStores } from '../../api/touchpoints.ts';
import { ConnectDrawer } from '../../parts/connect-drawer.tsx';
import { filled, type Texts } from '../../parts/filled.ts';
import { SwitchField } from '../../parts/form-fields.tsx';

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
  const submit = ({ gateway, storeCode, active, publicUrl, ...fields }: Fields) => {
    const texts = { settings: filled(fields.settings), secrets: filled(fields.secrets) };
    const at = publicUrl ? { publicUrl } : {};
    const { name, baseUrl } = fields;
    const done = { onSuccess: onClose };
    if (known) change.mutate({ accountId: known.accountId, name, baseUrl, active, ...at, ...texts }, done);
    else connect.mutate({ gateway, name, baseUrl, ...(storeCode ? { storeCode } : {}), ...at, ...texts }, done);
  };
  const first = known ?? { gateway: 'wechat', baseUrl: 'https://', publicUrl: location.origin };
  return (
    <ConnectDrawer
      name="account"
      form={form}
      isOpen={account !== null}
      title={known ? t('payments.changeOf', { name: known.name }) : t('payments.connect')}
      text={t('payments.connectText')}
      act={t(known ? 'payments.save' : 'payments.connect')}
      changes={[connect, change]}
      initialValues={first}
      onSubmit={submit}
      onClose={onClose}
    >
      <AccountFields asks={asks} isKnown={known !== null} />
    </ConnectDrawer>
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
        <SwitchField name="active" label={t('payments.active')} extra={t('payments.activeText')} />
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
