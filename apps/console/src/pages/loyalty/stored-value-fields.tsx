import { SPEND_ORDERS } from '@shuke/contract';
import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { ChoiceField, CountField, MoneyField, SwitchField } from '../../parts/form-fields.tsx';
import { Rows } from '../../parts/rows.tsx';

const AT = 'storedValue';

/** Whether guests can pay in beforehand, what comes on top, and how much a card may hold. */
export function StoredValueFields() {
  const { t } = useTranslation();
  const isEnabled = Form.useWatch<boolean | undefined>([AT, 'enabled'], { preserve: true });
  return (
    <>
      <SwitchField name={[AT, 'enabled']} label={t('loyalty.enabled')} />
      {isEnabled ? (
        <>
          <div className="two-columns">
            <MoneyField name={[AT, 'namedLimit']} label={t('loyalty.namedLimit')} needed />
            <MoneyField name={[AT, 'bearerLimit']} label={t('loyalty.bearerLimit')} needed />
            <CountField name={[AT, 'bearerMonths']} label={t('loyalty.bearerMonths')} min={36} max={240} needed />
            <CountField
              name={[AT, 'bonusMonths']}
              label={t('loyalty.bonusMonths')}
              max={240}
              placeholder={t('loyalty.noEnd')}
            />
            <ChoiceField
              name={[AT, 'spendOrder']}
              label={t('loyalty.spendOrder')}
              options={SPEND_ORDERS.map((value) => ({ value, label: t(`loyalty.spendOrders.${value}`) }))}
              needed
            />
          </div>
          <Rows name={[AT, 'bonusRules']} add={t('loyalty.addBonus')} max={50}>
            {(place) => (
              <div className="two-columns">
                <MoneyField name={[place, 'from']} label={t('loyalty.bonusFrom')} needed />
                <MoneyField name={[place, 'bonus']} label={t('loyalty.bonus')} needed />
              </div>
            )}
          </Rows>
        </>
      ) : null}
    </>
  );
}
