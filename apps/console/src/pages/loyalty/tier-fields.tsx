import { DOWNGRADE_POLICIES } from '@shuke/contract';
import { Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { ChoiceField, CountField, Field, PercentField } from '../../parts/form-fields.tsx';
import { Rows } from '../../parts/rows.tsx';
import { FIRST_TIER, type ProgrammeForm } from './programme-form.ts';

type Right = ProgrammeForm['tiers'][number]['rights'][number];

/** The tiers, and what happens to who earned less. */
export function TierFields() {
  const { t } = useTranslation();
  return (
    <>
      <div className="two-columns">
        <ChoiceField
          name={['downgrade', 'policy']}
          label={t('loyalty.downgrade')}
          options={DOWNGRADE_POLICIES.map((value) => ({ value, label: t(`loyalty.downgradePolicy.${value}`) }))}
          needed
        />
        <CountField name={['downgrade', 'reviewMonths']} label={t('loyalty.reviewMonths')} max={240} needed />
      </div>
      <Rows name={['tiers']} add={t('loyalty.addTier')} max={20} first={FIRST_TIER}>
        {(place) => <TierRow place={place} />}
      </Rows>
    </>
  );
}

function TierRow({ place }: { place: number }) {
  const { t } = useTranslation();
  return (
    <fieldset className="form-part">
      <legend>{t('loyalty.tier', { number: place + 1 })}</legend>
      <div className="two-columns">
        <Field name={[place, 'name']} label={t('loyalty.name')} needed>
          <Input maxLength={200} />
        </Field>
        <Field name={[place, 'tierId']} label={t('loyalty.tierId')} extra={t('loyalty.cardIdText')} needed>
          <Input maxLength={64} />
        </Field>
        <CountField
          name={[place, 'rank']}
          label={t('loyalty.rank')}
          extra={t('loyalty.rankText')}
          min={0}
          max={1000}
          needed
        />
        <CountField name={[place, 'threshold']} label={t('loyalty.threshold')} min={0} max={1_000_000_000} needed />
        <CountField name={[place, 'windowMonths']} label={t('loyalty.windowMonths')} max={240} needed />
        <PercentField name={[place, 'multiplierBps']} label={t('loyalty.multiplier')} max={10_000} needed />
      </div>
      <Field name={[place, 'rights']} label={t('loyalty.rights')} extra={t('loyalty.rightsText')}>
        <RightsInput />
      </Field>
    </fieldset>
  );
}

interface RightsInputProps {
  id?: string;
  value?: Right[];
  onChange?: (rights: Right[]) => void;
}

/** Rights by their keys. One that was there keeps what else was said of it. */
function RightsInput({ id, value = [], onChange }: RightsInputProps) {
  return (
    <Select<string[]>
      id={id}
      mode="tags"
      open={false}
      value={value.map(({ key }) => key)}
      onChange={(keys) => onChange?.(keys.map((key) => value.find((one) => one.key === key) ?? { key }))}
    />
  );
}
