import { Form, Input, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useActiveTemplates } from '../../api/coupons.ts';
import { ChoiceField, CountField, Field } from '../../parts/form-fields.tsx';
import { Rows } from '../../parts/rows.tsx';
import { useNames } from '../audience-builder/use-names.ts';
import { GoodsFields } from '../promotions/goods-fields.tsx';
import { FIRST_STAMP_CARD } from './programme-form.ts';
import { ValidityFields } from './validity-fields.tsx';

const LIST = ['stampCards'];

/** The stamp cards: what gives a stamp, how many fill a card, and what a full one is worth. */
export function StampCardFields() {
  const { t } = useTranslation();
  return (
    <Rows name={LIST} add={t('loyalty.addStampCard')} max={20} first={FIRST_STAMP_CARD}>
      {(place) => <StampCardRow place={place} />}
    </Rows>
  );
}

function StampCardRow({ place }: { place: number }) {
  const { t } = useTranslation();
  return (
    <fieldset className="form-part">
      <legend>{t('loyalty.stampCard', { number: place + 1 })}</legend>
      <div className="two-columns">
        <Field name={[place, 'name']} label={t('loyalty.name')} needed>
          <Input maxLength={200} />
        </Field>
        <Field name={[place, 'cardId']} label={t('loyalty.cardId')} extra={t('loyalty.cardIdText')} needed>
          <Input maxLength={64} />
        </Field>
        <CountField name={[place, 'stamps']} label={t('loyalty.stamps')} max={1000} needed />
      </div>
      <RewardFields place={place} />
      <ValidityFields at={[place, 'validity']} within={LIST} />
      <div className="muted small">{t('loyalty.scope')}</div>
      <GoodsFields at={[place, 'scope']} />
    </fieldset>
  );
}

function RewardFields({ place }: { place: number }) {
  const { t } = useTranslation();
  const { products } = useNames();
  const { data: templates = [] } = useActiveTemplates();
  const kind = Form.useWatch<'item' | 'coupon' | undefined>([...LIST, place, 'reward', 'kind'], { preserve: true });
  return (
    <>
      <Form.Item name={[place, 'reward', 'kind']} label={t('loyalty.reward')}>
        <Segmented
          block
          options={(['item', 'coupon'] as const).map((value) => ({ value, label: t(`loyalty.rewardKind.${value}`) }))}
        />
      </Form.Item>
      {kind === 'coupon' ? (
        <ChoiceField
          name={[place, 'reward', 'templateId']}
          label={t('loyalty.rewardCoupon')}
          options={templates.map(({ templateId, name }) => ({ value: templateId, label: name }))}
          needed
        />
      ) : (
        <ChoiceField name={[place, 'reward', 'sku']} label={t('loyalty.rewardItem')} options={products} needed />
      )}
    </>
  );
}
