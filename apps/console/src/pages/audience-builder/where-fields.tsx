import { useTranslation } from 'react-i18next';
import { Many } from './fields.tsx';
import { useNames } from './use-names.ts';

interface Where {
  storeIds?: string[] | undefined;
  regionIds?: string[] | undefined;
  brandIds?: string[] | undefined;
}

interface WhereFieldsProps {
  value: Where;
  named?: (name: string) => string;
  onChange: (part: Where) => void;
}

/** In which stores: by themselves, by region, by brand. What the merchant is not divided into is not asked. */
export function WhereFields({ value, named = (name) => name, onChange }: WhereFieldsProps) {
  const { t } = useTranslation();
  const { stores, regions, brands } = useNames();
  return (
    <>
      <Many
        label={named(t('rules.stores'))}
        none={t('rules.anyStore')}
        options={stores}
        value={value.storeIds}
        onChange={(storeIds) => onChange({ storeIds })}
      />
      {regions.length > 0 || value.regionIds ? (
        <Many
          label={named(t('rules.regions'))}
          none={t('rules.anyRegion')}
          options={regions}
          value={value.regionIds}
          onChange={(regionIds) => onChange({ regionIds })}
        />
      ) : null}
      {brands.length > 0 || value.brandIds ? (
        <Many
          label={named(t('rules.brands'))}
          none={t('rules.anyBrand')}
          options={brands}
          value={value.brandIds}
          onChange={(brandIds) => onChange({ brandIds })}
        />
      ) : null}
    </>
  );
}
