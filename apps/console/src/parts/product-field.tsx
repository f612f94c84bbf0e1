import { Select } from 'antd';
import { useState } from 'react';
import { useProducts } from '../api/catalog.ts';
import { Field, type FieldProps } from './form-fields.tsx';

interface ProductFieldProps extends Pick<FieldProps, 'name' | 'label'> {
  /** A product that is named before anything is looked for. */
  known?: { sku: string; name: string };
}

/** A product by its SKU, found by part of its SKU, name or category. */
export function ProductField({ name, label, known }: ProductFieldProps) {
  const [search, setSearch] = useState('');
  const { data: products = [], isFetching } = useProducts(search);
  const isListed = known === undefined || search !== '' || products.some(({ sku }) => sku === known.sku);
  const options = [...(isListed ? [] : [known]), ...products].map((one) => ({
    value: one.sku,
    label: `${one.name} · ${one.sku}`,
  }));
  return (
    <Field name={name} label={label} needed>
      <Select showSearch={{ filterOption: false, onSearch: setSearch }} loading={isFetching} options={options} />
    </Field>
  );
}
