import { TOUCHPOINT_KINDS, type TouchpointKind } from '@shuke/contract';
import { Button, Drawer, Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCreateTouchpoints, useStores } from '../../api/touchpoints.ts';
import { MoneyInput } from '../../parts/money-input.tsx';
import { RefusalAlert } from '../../parts/refusal-alert.tsx';
import { SwitchField } from '../../parts/form-fields.tsx';

interface Fields {
  kind: TouchpointKind;
  label: string;
  storeCode?: string | null;
  cost?: string | null;
  isBatch?: boolean;
  from?: number;
  to?: number;
}

/** A member of staff's own code needs the person, who is chosen where staff are. */
const KINDS = TOUCHPOINT_KINDS.filter((kind) => kind !== 'staff');

/** Asks for what a touchpoint needs, or a numbered batch of them. */
export function NewTouchpointDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Fields>();
  const isBatch = Form.useWatch('isBatch', form) === true;
  const { data: stores = [] } = useStores();
  const create = useCreateTouchpoints();
  const submit = ({ kind, label, storeCode = null, cost, from, to }: Fields) =>
    create.mutate(
      {
        kind,
        label,
        storeCode,
        ...(cost ? { cost } : {}),
        ...(isBatch && from !== undefined && to !== undefined ? { numbers: { from, to } } : {}),
      },
      { onSuccess: onClose },
    );
  const footer = (
    <Button type="primary" block onClick={form.submit} loading={create.isPending}>
      {t('touchpoints.create')}
    </Button>
  );
  const first = { kind: 'table', storeCode: stores[0]?.code ?? null, from: 1, to: 20 } as const;
  return (
    <Drawer open={open} onClose={onClose} title={t('touchpoints.add')} size={420} footer={footer} destroyOnHidden>
      <p className="muted">{t('touchpoints.addText')}</p>
      <RefusalAlert error={create.error} />
      <Form name="touchpoint" form={form} layout="vertical" onFinish={submit} initialValues={first} preserve={false}>
        <Form.Item name="kind" label={t('touchpoints.kindTitle')}>
          <Select options={KINDS.map((value) => ({ value, label: t(`touchpoints.kind.${value}`) }))} />
        </Form.Item>
        <Form.Item name="storeCode" label={t('touchpoints.store')}>
          <Select
            allowClear
            placeholder={t('touchpoints.wholeShop')}
            options={stores.map(({ code, name }) => ({ value: code, label: name }))}
          />
        </Form.Item>
        <SwitchField name="isBatch" label={t('touchpoints.several')} />
        <LabelFields isBatch={isBatch} />
        <Form.Item name="cost" label={t('touchpoints.cost')} extra={t('touchpoints.costText')}>
          <MoneyInput />
        </Form.Item>
      </Form>
    </Drawer>
  );
}

/** What it is called; of a batch, with a number. */
function LabelFields({ isBatch }: { isBatch: boolean }) {
  const { t } = useTranslation();
  const rules = [
    { required: true, message: t('touchpoints.needLabel') },
    ...(isBatch ? [{ pattern: /#/, message: t('touchpoints.needNumberSign') }] : []),
  ];
  const number = [{ required: true, message: t('touchpoints.needNumbers') }];
  return (
    <>
      <Form.Item
        name="label"
        label={t('touchpoints.label')}
        extra={isBatch ? t('touchpoints.labelText') : undefined}
        rules={rules}
      >
        <Input maxLength={50} />
      </Form.Item>
      {isBatch ? (
        <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 12 }}>
          <Form.Item name="from" label={t('touchpoints.from')} rules={number}>
            <InputNumber min={0} max={9999} precision={0} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name="to" label={t('touchpoints.to')} rules={number}>
            <InputNumber min={0} max={9999} precision={0} style={{ width: '100%' }} />
          </Form.Item>
        </div>
      ) : null}
    </>
  );
}
