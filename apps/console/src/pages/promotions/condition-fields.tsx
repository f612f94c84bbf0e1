import { SOURCES } from '@shuke/contract';
import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { useStores } from '../../api/touchpoints.ts';
import { ChoiceField, CountField, Field, MoneyField, SwitchField } from '../../parts/form-fields.tsx';
import { InstantInput } from '../../parts/instant-input.tsx';
import { Rows } from '../../parts/rows.tsx';
import { useNames } from '../audience-builder/use-names.ts';

const AT = ['rule', 'conditions'];
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
const HALF_HOURS = Array.from({ length: 49 }, (_, i) => {
  const time = `${String(Math.floor(i / 2)).padStart(2, '0')}:${i % 2 ? '30' : '00'}`;
  return { value: time, label: time };
});

/** When and where it holds. */
export function WhenFields() {
  const { t } = useTranslation();
  const { data: stores = [] } = useStores();
  return (
    <>
      <div className="two-columns">
        <Field name={[...AT, 'startsAt']} label={t('promotions.startsAt')}>
          <InstantInput placeholder={t('promotions.atOnce')} />
        </Field>
        <EndField />
        <ChoiceField
          name={[...AT, 'stores']}
          label={t('promotions.stores')}
          placeholder={t('promotions.allStores')}
          options={stores.map(({ code, name }) => ({ value: code, label: name }))}
          many
        />
        <ChoiceField
          name={[...AT, 'sources']}
          label={t('promotions.sources')}
          placeholder={t('promotions.allSources')}
          options={SOURCES.map((value) => ({ value, label: t(`promotions.source.${value}`) }))}
          many
        />
      </div>
      <ChoiceField
        name={[...AT, 'weekdays']}
        label={t('promotions.weekdays')}
        placeholder={t('promotions.allDays')}
        options={WEEKDAYS.map((value) => ({ value, label: t(`rules.weekday.${value}`) }))}
        many
      />
      <Rows name={[...AT, 'windows']} add={t('promotions.addWindow')} max={48}>
        {(place) => (
          <div className="two-columns">
            <ChoiceField name={[place, 'from']} label={t('promotions.windowFrom')} options={HALF_HOURS} needed />
            <ChoiceField name={[place, 'to']} label={t('promotions.windowTo')} options={HALF_HOURS} needed />
          </div>
        )}
      </Rows>
    </>
  );
}

/** When it ends: after it starts, or it would never hold. */
function EndField() {
  const { t } = useTranslation();
  return (
    <Form.Item
      name={[...AT, 'endsAt']}
      label={t('promotions.endsAt')}
      dependencies={[[...AT, 'startsAt']]}
      rules={[
        ({ getFieldValue }) => ({
          message: t('promotions.endsBeforeStart'),
          validator: (_, endsAt?: string | null) => {
            const startsAt = getFieldValue([...AT, 'startsAt']) as string | null | undefined;
            // Both are instants in UTC, which compare as their texts do.
            return !endsAt || !startsAt || startsAt < endsAt ? Promise.resolve() : Promise.reject(new Error());
          },
        }),
      ]}
    >
      <InstantInput placeholder={t('promotions.noEnd')} />
    </Form.Item>
  );
}

/** For whom, and from how much on. */
export function WhoFields() {
  const { t } = useTranslation();
  const { tiers } = useNames();
  return (
    <div className="two-columns">
      <SwitchField name={[...AT, 'member']} label={t('promotions.member')} />
      <SwitchField name={[...AT, 'firstPurchase']} label={t('promotions.firstPurchase')} />
      <ChoiceField
        name={[...AT, 'tiers']}
        label={t('promotions.tiers')}
        placeholder={t('promotions.allTiers')}
        options={tiers}
        many="open"
      />
      <ChoiceField
        name={[...AT, 'tags']}
        label={t('promotions.tags')}
        placeholder={t('promotions.allTiers')}
        options={[]}
        many="open"
      />
      <MoneyField name={[...AT, 'minAmount']} label={t('promotions.minAmount')} placeholder={t('promotions.noCap')} />
      <CountField
        name={[...AT, 'minQuantity']}
        label={t('promotions.minQuantity')}
        placeholder={t('promotions.noCap')}
      />
    </div>
  );
}
