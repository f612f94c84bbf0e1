import { Form, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { ChoiceField, CountField, MoneyField, PercentField } from '../../parts/form-fields.tsx';
import { Rows } from '../../parts/rows.tsx';
import { useNames } from '../audience-builder/use-names.ts';
import { GoodsFields } from './goods-fields.tsx';
import type { PriceWay } from './promotion-form.ts';

type Path = (string | number)[];

export function StepFields({ at }: { at: Path }) {
  const { t } = useTranslation();
  return (
    <Rows name={[...at, 'steps']} add={t('promotions.addStep')} max={20}>
      {(place) => (
        <div className="two-columns">
          <MoneyField name={[place, 'from']} label={t('promotions.stepFrom')} needed />
          <MoneyField name={[place, 'off']} label={t('promotions.off')} needed />
        </div>
      )}
    </Rows>
  );
}

const WAYS: readonly PriceWay[] = ['price', 'offBps', 'prices'];

export function PriceFields({ at }: { at: Path }) {
  const { t } = useTranslation();
  const { products } = useNames();
  const way = Form.useWatch<PriceWay | undefined>([...at, 'way'], { preserve: true }) ?? 'price';
  return (
    <>
      <Form.Item name={[...at, 'way']} label={t('promotions.way')} initialValue="price">
        <Segmented block options={WAYS.map((value) => ({ value, label: t(`promotions.ways.${value}`) }))} />
      </Form.Item>
      {way === 'price' ? <MoneyField name={[...at, 'to', 'price']} label={t('promotions.price')} needed /> : null}
      {way === 'offBps' ? <PercentField name={[...at, 'to', 'offBps']} label={t('promotions.offBps')} needed /> : null}
      {way === 'prices' ? (
        <Rows name={[...at, 'to', 'prices']} add={t('promotions.addPrice')} max={1000}>
          {(place) => (
            <div className="two-columns">
              <ChoiceField name={[place, 'sku']} label={t('promotions.previewProduct')} options={products} needed />
              <MoneyField name={[place, 'price']} label={t('promotions.price')} needed />
            </div>
          )}
        </Rows>
      ) : null}
    </>
  );
}

export function BundleFields({ at }: { at: Path }) {
  const { t } = useTranslation();
  return (
    <>
      <MoneyField name={[...at, 'price']} label={t('promotions.setPrice')} needed />
      <Rows name={[...at, 'parts']} add={t('promotions.addPart')} max={20}>
        {(place) => (
          <fieldset className="form-part">
            <legend>{t('promotions.part', { number: place + 1 })}</legend>
            <CountField name={[place, 'quantity']} label={t('promotions.quantity')} max={1000} needed />
            <GoodsFields at={[place, 'scope']} />
          </fieldset>
        )}
      </Rows>
    </>
  );
}
