import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { ChoiceField, CountField, MoneyField, PercentField } from '../../parts/form-fields.tsx';
import { BENEFIT_FIELDS, BENEFIT_KINDS, type BenefitKind } from './promotion-form.ts';
import { GoodsFields } from './goods-fields.tsx';
import { BundleFields, PriceFields, StepFields } from './listed-fields.tsx';

const AT = ['rule', 'benefit'];

/** What the promotion takes off: its kind, and what that kind asks for. */
export function BenefitFields() {
  const { t } = useTranslation();
  const kind = Form.useWatch<BenefitKind | undefined>([...AT, 'kind'], { preserve: true });
  return (
    <>
      <Form.Item name={[...AT, 'kind']} label={t('promotions.kindTitle')}>
        <Select options={BENEFIT_KINDS.map((value) => ({ value, label: t(`promotions.kind.${value}`) }))} />
      </Form.Item>
      {kind ? <OfKind kind={kind} /> : null}
    </>
  );
}

function OfKind({ kind }: { kind: BenefitKind }) {
  if (kind === 'unit_price') return <PriceFields at={AT} />;
  if (kind === 'bundle') return <BundleFields at={AT} />;
  return (
    <>
      <div className="two-columns">
        {BENEFIT_FIELDS[kind].map((field) => (
          <OneField key={field} kind={kind} field={field} />
        ))}
      </div>
      {kind === 'steps' ? <StepFields at={AT} /> : null}
      {kind === 'buy_get' ? <GetScope /> : null}
    </>
  );
}

/** The fields that stand alone; lists and goods have places of their own. */
function OneField({ kind, field }: { kind: BenefitKind; field: string }) {
  const { t } = useTranslation();
  const name = [...AT, field];
  const none = t('promotions.noCap');
  switch (field) {
    case 'level':
      return (
        <ChoiceField
          name={name}
          label={t('promotions.levelTitle')}
          options={(['line', 'order'] as const).map((value) => ({ value, label: t(`promotions.level.${value}`) }))}
          needed
        />
      );
    case 'as':
      return (
        <ChoiceField
          name={name}
          label={t('promotions.pointsAs')}
          options={(['discount', 'tender'] as const).map((value) => ({
            value,
            label: t(`promotions.pointsWay.${value}`),
          }))}
          needed
        />
      );
    case 'offBps':
      return <PercentField name={name} label={t('promotions.offBps')} needed />;
    case 'maxShareBps':
      return <PercentField name={name} label={t('promotions.maxShareBps')} placeholder={none} />;
    case 'cap':
      return <MoneyField name={name} label={t('promotions.cap')} placeholder={none} />;
    case 'amount':
    case 'every':
    case 'off':
    case 'step':
      return <MoneyField name={name} label={t(`promotions.${field}`)} needed />;
    case 'price':
      return <MoneyField name={name} label={t('promotions.price')} needed />;
    case 'times':
      return <CountField name={name} label={t('promotions.times')} placeholder={none} />;
    case 'nth':
    case 'buy':
    case 'get':
      return (
        <CountField name={name} label={t(`promotions.${field}`)} min={kind === 'nth_item' ? 2 : 1} max={1000} needed />
      );
    case 'pointsPerStep':
      return <CountField name={name} label={t('promotions.pointsPerStep')} needed />;
    default:
      return null;
  }
}

function GetScope() {
  const { t } = useTranslation();
  return (
    <fieldset className="form-part">
      <legend>{t('promotions.getScope')}</legend>
      <GoodsFields at={[...AT, 'getScope']} />
    </fieldset>
  );
}
