import { Button, Drawer, Form, Input, InputNumber, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCreateTemplate } from '../../api/coupons.ts';
import { MoneyInput } from '../../parts/money-input.tsx';
import { RefusalAlert } from '../../parts/refusal-alert.tsx';
import { TEMPLATE_KINDS, templateBody, type TemplateFields } from './template-fields.ts';

interface TemplateDrawerProps {
  open: boolean;
  onClose: () => void;
  onCreated: (templateId: string) => void;
}

const FIRST: Partial<TemplateFields> = { kind: 'cash', minSpend: '0', validDays: 14, customerLimit: 1 };

/** Makes a coupon template: what it takes off, from which spend, how long, and within which limits. */
export function TemplateDrawer({ open, onClose, onCreated }: TemplateDrawerProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<TemplateFields>();
  const create = useCreateTemplate();
  const submit = (fields: TemplateFields) =>
    create.mutate(templateBody(fields), { onSuccess: ({ templateId }) => onCreated(templateId) });
  const footer = (
    <Button type="primary" block onClick={form.submit} loading={create.isPending}>
      {t('templates.save')}
    </Button>
  );
  return (
    <Drawer open={open} onClose={onClose} title={t('templates.add')} size={420} footer={footer} destroyOnHidden>
      <RefusalAlert error={create.error} />
      <Form name="coupon" form={form} layout="vertical" onFinish={submit} initialValues={FIRST} preserve={false}>
        <Form.Item
          name="name"
          label={t('templates.name')}
          rules={[{ required: true, max: 200, message: t('templates.needName') }]}
        >
          <Input placeholder={t('templates.namePlaceholder')} maxLength={200} />
        </Form.Item>
        <Form.Item name="kind" label={t('templates.kind')}>
          <Segmented
            block
            options={TEMPLATE_KINDS.map((kind) => ({ value: kind, label: t(`templates.kinds.${kind}`) }))}
          />
        </Form.Item>
        <Form.Item noStyle dependencies={['kind']}>
          {({ getFieldValue }) => <Worth kind={getFieldValue('kind') as TemplateFields['kind']} />}
        </Form.Item>
        <Form.Item name="minSpend" label={t('templates.minSpend')} extra={t('templates.minSpendText')}>
          <MoneyInput />
        </Form.Item>
        <Form.Item
          name="validDays"
          label={t('templates.validDays')}
          rules={[{ required: true, message: t('templates.needDays') }]}
        >
          <InputNumber min={1} max={3660} precision={0} suffix={t('app.dayUnit')} style={{ width: '100%' }} />
        </Form.Item>
        <Limits />
      </Form>
    </Drawer>
  );
}

/** What the coupon takes off, which each kind says in its own fields. */
function Worth({ kind }: { kind: TemplateFields['kind'] }) {
  const { t } = useTranslation();
  const needed = [{ required: true, message: t('templates.needAmount') }];
  return (
    <>
      {kind === 'percent' ? (
        <Form.Item
          name="percent"
          label={t('templates.percent')}
          rules={[{ required: true, message: t('templates.needPercent') }]}
        >
          <InputNumber min={0.01} max={100} precision={2} suffix="%" style={{ width: '100%' }} />
        </Form.Item>
      ) : null}
      {kind === 'item' ? (
        <Form.Item
          name="itemSku"
          label={t('templates.itemSku')}
          extra={t('templates.itemSkuText')}
          rules={[{ required: true, message: t('templates.needSku') }]}
        >
          <Input maxLength={100} />
        </Form.Item>
      ) : null}
      <Form.Item name="amount" label={t(`templates.amount.${kind}`)} rules={needed}>
        <MoneyInput />
      </Form.Item>
    </>
  );
}

/** How many coupons there may be, and what they may cost together. */
function Limits() {
  const { t } = useTranslation();
  const none = t('templates.noLimit');
  return (
    <div className="two-columns">
      <Form.Item name="budget" label={t('templates.budget')}>
        <MoneyInput placeholder={none} />
      </Form.Item>
      <Form.Item name="issueLimit" label={t('templates.issueLimit')}>
        <InputNumber min={1} max={10_000_000} precision={0} placeholder={none} style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="customerLimit" label={t('templates.customerLimit')}>
        <InputNumber min={1} max={1000} precision={0} placeholder={none} style={{ width: '100%' }} />
      </Form.Item>
    </div>
  );
}
