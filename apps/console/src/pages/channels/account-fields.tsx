import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ChannelAsks, ChannelName } from '../../api/channels.ts';
import { useStores } from '../../api/touchpoints.ts';
import { ChoiceField, Field, PercentField, SwitchField } from '../../parts/form-fields.tsx';

interface AccountFieldsProps {
  asks: ChannelAsks[];
  /** An account that is there keeps its store and platform, and what is left empty of its secrets. */
  isKnown: boolean;
}

export function AccountFields({ asks, isKnown }: AccountFieldsProps) {
  const { t } = useTranslation();
  const { data: stores = [] } = useStores();
  const channel = Form.useWatch<ChannelName>('channel') ?? 'eleme';
  const takesOrders = channel === 'eleme' || channel === 'meituan';
  return (
    <>
      <Field name="channel" label={t('channels.platform')}>
        <Select
          disabled={isKnown}
          options={asks.map((one) => ({ value: one.channel, label: t(`channels.name.${one.channel}`) }))}
        />
      </Field>
      {isKnown ? (
        <SwitchField name="active" label={t('channels.active')} extra={t('channels.activeText')} />
      ) : (
        <ChoiceField
          name="storeCode"
          label={t('channels.store')}
          options={stores.map(({ code, name }) => ({ value: code, label: name }))}
          needed
        />
      )}
      <Field name="baseUrl" label={t('channels.baseUrl')} needed>
        <Input inputMode="url" />
      </Field>
      {takesOrders ? (
        <SwitchField name="autoAccept" label={t('channels.autoAccept')} extra={t('channels.autoAcceptText')} />
      ) : null}
      <PercentField name="commissionBps" label={t('channels.commissionShare')} />
      <PlatformFields asks={asks.find((one) => one.channel === channel)} isKnown={isKnown} />
    </>
  );
}

/** The platform's own names stand as it writes them in its back office, so that they are found there. */
function PlatformFields({ asks, isKnown }: { asks: ChannelAsks | undefined; isKnown: boolean }) {
  const { t } = useTranslation();
  const needed = (isNeeded: boolean) => [{ required: isNeeded, message: t('channels.needField') }];
  return (
    <>
      {asks?.settings.map((name) => (
        <Form.Item key={name} name={['settings', name]} label={name} rules={needed(true)}>
          <Input autoComplete="off" />
        </Form.Item>
      ))}
      {asks?.secrets.map((name) => (
        <Form.Item
          key={name}
          name={['secrets', name]}
          label={name}
          rules={needed(!isKnown)}
          extra={isKnown ? t('channels.secretKept') : undefined}
        >
          <Input.Password autoComplete="new-password" spellCheck={false} />
        </Form.Item>
      ))}
    </>
  );
}
