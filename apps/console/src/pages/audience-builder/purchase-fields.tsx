import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProducts } from '../../api/catalog.ts';
import { Many } from './fields.tsx';
import { RarePurchaseFields } from './rare-purchase-fields.tsx';
import type { Purchase } from './rule.ts';
import { useNames } from './use-names.ts';
import { WhereFields } from './where-fields.tsx';

interface PurchaseFieldsProps {
  value: Purchase;
  /** What stands before the names of the fields, where a condition has two purchases. */
  about?: string;
  onChange: (part: Purchase) => void;
}

/** What was bought and where: all that is chosen holds, of a list any. */
export function PurchaseFields({ value, about, onChange }: PurchaseFieldsProps) {
  const { t } = useTranslation();
  const { categories } = useNames();
  const named = (name: string) => (about ? `${about}: ${name}` : name);
  return (
    <>
      <ProductsField label={named(t('rules.products'))} value={value.skus} onChange={(skus) => onChange({ skus })} />
      <Many
        label={named(t('rules.categories'))}
        none={t('rules.anyCategory')}
        open
        options={categories}
        value={value.categories}
        onChange={(chosen) => onChange({ categories: chosen })}
      />
      <WhereFields value={value} named={named} onChange={onChange} />
      <RarePurchaseFields value={value} named={named} onChange={onChange} />
    </>
  );
}

/** Products by name, searched for on the server: there may be more than a list can hold. */
function ProductsField(props: { label: string; value: string[] | undefined; onChange: (skus?: string[]) => void }) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const { products: first } = useNames();
  const { data: found = [] } = useProducts(search);
  const options = new Map(first.map((one) => [one.value, one]));
  for (const { sku, name } of found) options.set(sku, { value: sku, label: name });
  return <Many {...props} none={t('rules.anyProduct')} options={[...options.values()]} onSearch={setSearch} />;
}
