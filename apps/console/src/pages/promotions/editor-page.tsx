import type { PromotionView } from '@shuke/contract';
import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { usePromotion, useSavePromotion } from '../../api/promotions.ts';
import { Answer } from '../../parts/answer.tsx';
import { useConfirm } from '../../parts/confirm.ts';
import { Page } from '../../parts/page.tsx';
import { Panel } from '../../parts/panel.tsx';
import { RefusalAlert } from '../../parts/refusal-alert.tsx';
import { BenefitFields } from './benefit-fields.tsx';
import { WhenFields, WhoFields } from './condition-fields.tsx';
import { GoodsFields } from './goods-fields.tsx';
import { LimitFields } from './limit-fields.tsx';
import { bodyOf, FIRST_PROMOTION, formOf, type PromotionForm } from './promotion-form.ts';

/** Where a promotion is made, or its next version. */
export function PromotionEditorPage() {
  const { promotionId } = useParams();
  const promotion = usePromotion(promotionId);
  if (promotionId === undefined) return <Editor promotion={null} />;
  return <Answer query={promotion}>{(found) => <Editor key={found.promotionId} promotion={found} />}</Answer>;
}

function Editor({ promotion }: { promotion: PromotionView | null }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const confirm = useConfirm();
  const [form] = Form.useForm<PromotionForm>();
  const save = useSavePromotion(promotion?.promotionId);
  const isLive = promotion?.status === 'live';
  const send = () =>
    // All that the form holds, not only what is mounted: a rule can have more than the fields show.
    save.mutateAsync(bodyOf(form.getFieldsValue(true) as PromotionForm)).then(
      ({ promotionId }) => navigate(`/console/promotions/${promotionId}`),
      () => scrollTo(0, 0),
    );
  const submit = () => {
    if (!isLive) return void send();
    const title = t('promotions.saveLiveTitle');
    confirm({ title, content: t('promotions.saveLiveText'), okText: t('promotions.saveLive'), act: send });
  };
  const text = isLive
    ? t('promotions.saveLive')
    : promotion
      ? t('promotions.saveVersion', { version: promotion.version + 1 })
      : t('promotions.saveDraft');
  const actions = (
    <Button type="primary" loading={save.isPending} onClick={form.submit}>
      {text}
    </Button>
  );
  const back = promotion
    ? { to: `/console/promotions/${promotion.promotionId}`, label: promotion.name }
    : { to: '/console/promotions', label: t('nav.promotions') };
  return (
    <Page title={t(promotion ? 'promotions.editTitle' : 'promotions.add')} back={back} actions={actions}>
      <RefusalAlert error={save.error} />
      <Form
        name="promotion"
        form={form}
        layout="vertical"
        initialValues={promotion ? formOf(promotion) : FIRST_PROMOTION}
        onFinish={submit}
        scrollToFirstError={{ focus: true }}
      >
        <Sections />
      </Form>
    </Page>
  );
}

function Sections() {
  const { t } = useTranslation();
  return (
    <div className="grid">
      <Panel className="span-6" title={t('promotions.takesOff')}>
        <Form.Item
          name="name"
          label={t('promotions.name')}
          rules={[{ required: true, whitespace: true, message: t('promotions.needName') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <BenefitFields />
      </Panel>
      <Panel className="span-6" title={t('promotions.goods')}>
        <GoodsFields at={['rule', 'scope']} />
      </Panel>
      <Panel className="span-6" title={t('promotions.when')}>
        <WhenFields />
      </Panel>
      <Panel className="span-6" title={t('promotions.who')}>
        <WhoFields />
      </Panel>
      <Panel className="span-12" title={t('promotions.limits')}>
        <LimitFields />
      </Panel>
    </div>
  );
}
