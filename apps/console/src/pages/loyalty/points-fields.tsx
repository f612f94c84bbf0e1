import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { ChoiceField, CountField, MoneyField, PercentField, SwitchField } from '../../parts/form-fields.tsx';
import { ValidityFields } from './validity-fields.tsx';

const BURN = ['points', 'burn'];

/** How points are earned, how long they last, and what they pay. */
export function PointsFields() {
  const { t } = useTranslation();
  const hasPoints = Form.useWatch<boolean | undefined>('hasPoints', { preserve: true });
  return (
    <>
      <SwitchField name="hasPoints" label={t('loyalty.hasPoints')} />
      {hasPoints ? (
        <>
          <div className="two-columns">
            <CountField name={['points', 'earn', 'units']} label={t('loyalty.earnUnits')} needed />
            <MoneyField name={['points', 'earn', 'per']} label={t('loyalty.earnPer')} needed />
            <CountField
              name={['points', 'pendingDays']}
              label={t('loyalty.pendingDays')}
              min={0}
              max={3660}
              suffix={t('app.dayUnit')}
              needed
            />
          </div>
          <ValidityFields at={['points', 'validity']} />
          <BurnFields />
        </>
      ) : null}
    </>
  );
}

function BurnFields() {
  const { t } = useTranslation();
  const hasBurn = Form.useWatch<boolean | undefined>('hasBurn', { preserve: true });
  return (
    <>
      <SwitchField name="hasBurn" label={t('loyalty.hasBurn')} />
      {hasBurn ? (
        <div className="two-columns">
          <CountField name={[...BURN, 'unitsPerStep']} label={t('loyalty.burnUnits')} needed />
          <MoneyField name={[...BURN, 'step']} label={t('loyalty.burnStep')} needed />
          <PercentField name={[...BURN, 'maxShareBps']} label={t('loyalty.maxShare')} needed />
          <ChoiceField
            name={[...BURN, 'as']}
            label={t('loyalty.burnAs')}
            options={(['tender', 'discount'] as const).map((value) => ({
              value,
              label: t(`loyalty.burnWay.${value}`),
            }))}
            needed
          />
        </div>
      ) : null}
    </>
  );
}
