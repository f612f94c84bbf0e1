import { Button, Drawer, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useCreatePlan } from '../../api/plans.ts';
import { DayInput } from '../../parts/day-input.tsx';
import { MoneyInput } from '../../parts/money-input.tsx';
import { RefusalAlert } from '../../parts/refusal-alert.tsx';
import { OfferPicker } from './offer-picker.tsx';
import { TemplateDrawer } from './template-drawer.tsx';

interface Fields {
  name: string;
  budget: string;
  offers: string[];
  asOf?: string | null;
  horizonDays: number;
}

/** Asks for what a plan needs, and opens the plan when it has been computed. */
export function NewPlanDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [form] = Form.useForm<Fields>();
  const [isAddingOffer, setAddingOffer] = useState(false);
  const create = useCreatePlan();
  const submit = ({ asOf, ...fields }: Fields) =>
    create.mutate(
      { ...fields, asOf: asOf ?? undefined },
      { onSuccess: ({ planId }) => void navigate(`/console/plans/${planId}`) },
    );
  const addOffer = (templateId: string) => {
    form.setFieldValue('offers', [...((form.getFieldValue('offers') as string[] | undefined) ?? []), templateId]);
    setAddingOffer(false);
  };
  const footer = (
    <Button type="primary" block onClick={form.submit} loading={create.isPending}>
      {create.isPending ? t('plans.computing') : t('plans.compute')}
    </Button>
  );
  return (
    <Drawer open={open} onClose={onClose} title={t('plans.add')} size={460} footer={footer} destroyOnHidden>
      <p className="muted">{t('plans.addText')}</p>
      <RefusalAlert error={create.error} />
      <Form name="plan" form={form} layout="vertical" onFinish={submit} initialValues={{ horizonDays: 30, offers: [] }}>
        <Form.Item
          name="name"
          label={t('plans.name')}
          rules={[{ required: true, max: 200, message: t('plans.needName') }]}
        >
          <Input placeholder={t('plans.namePlaceholder')} maxLength={200} />
        </Form.Item>
        <Form.Item
          name="budget"
          label={t('plans.budget')}
          extra={t('plans.budgetText')}
          rules={[{ required: true, message: t('plans.needBudget') }]}
        >
          <MoneyInput />
        </Form.Item>
        <Form.Item
          name="offers"
          label={t('plans.offersToWeigh')}
          rules={[{ required: true, message: t('plans.needOffers') }]}
        >
          <OfferPicker onAdd={() => setAddingOffer(true)} />
        </Form.Item>
        <Form.Item name="asOf" label={t('plans.asOf')} extra={t('plans.asOfText')}>
          <DayInput placeholder={t('plans.asOfLatest')} />
        </Form.Item>
        <Form.Item
          name="horizonDays"
          label={t('plans.horizon')}
          extra={t('plans.horizonText')}
          rules={[{ required: true, message: t('plans.needHorizon') }]}
        >
          <InputNumber min={1} max={365} precision={0} suffix={t('app.dayUnit')} style={{ width: '100%' }} />
        </Form.Item>
      </Form>
      <TemplateDrawer open={isAddingOffer} onClose={() => setAddingOffer(false)} onCreated={addOffer} />
    </Drawer>
  );
}
