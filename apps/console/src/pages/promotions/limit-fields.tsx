import { CAP_PERIODS } from '@shuke/contract';
import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { ChoiceField, CountField, Field, SwitchField } from '../../parts/form-fields.tsx';

const CAPS = ['rule', 'caps'];

/** How often it applies, and how it goes with others. */
export function LimitFields() {
  const { t } = useTranslation();
  const none = t('promotions.noCap');
  return (
    <>
      <div className="two-columns">
        <ChoiceField
          name={['rule', 'trigger']}
          label={t('promotions.triggerTitle')}
          options={(['automatic', 'coupon'] as const).map((value) => ({
            value,
            label: t(`promotions.trigger.${value}`),
          }))}
          needed
        />
        <CountField name={[...CAPS, 'perOrder']} label={t('promotions.perOrder')} max={99} placeholder={none} />
        <CountField name={[...CAPS, 'perCustomer']} label={t('promotions.perCustomer')} placeholder={none} />
        <CountField name={[...CAPS, 'perPeriod']} label={t('promotions.perPeriod')} placeholder={none} />
        <ChoiceField
          name={[...CAPS, 'period']}
          label={t('promotions.period')}
          placeholder={t('promotions.periods.day')}
          options={CAP_PERIODS.map((value) => ({ value, label: t(`promotions.periods.${value}`) }))}
        />
        <CountField
          name={['rule', 'priority']}
          label={t('promotions.priority')}
          extra={t('promotions.priorityText')}
          min={-1_000_000}
          needed
        />
        <Field name={['rule', 'group']} label={t('promotions.group')} extra={t('promotions.groupText')}>
          <Input maxLength={64} />
        </Field>
      </div>
      <div className="two-columns">
        <SwitchField name={['rule', 'exclusive']} label={t('promotions.exclusive')} />
        <SwitchField name={['rule', 'declinable']} label={t('promotions.declinable')} />
      </div>
    </>
  );
}
