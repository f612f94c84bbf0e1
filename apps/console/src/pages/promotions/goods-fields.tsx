import { useTranslation } from 'react-i18next';
import { ChoiceField } from '../../parts/form-fields.tsx';
import { useNames } from '../audience-builder/use-names.ts';

type Path = (string | number)[];

/** Which goods, by category and product; nothing chosen is all goods. What is not in the list can be typed. */
export function GoodsFields({ at }: { at: Path }) {
  const { t } = useTranslation();
  const { products, categories } = useNames();
  const fields = [
    { key: 'categories', label: t('promotions.categories'), options: categories, none: t('promotions.allGoods') },
    { key: 'skus', label: t('promotions.products'), options: products, none: t('promotions.allGoods') },
    {
      key: 'exceptCategories',
      label: t('promotions.exceptCategories'),
      options: categories,
      none: t('promotions.nothing'),
    },
    { key: 'exceptSkus', label: t('promotions.exceptProducts'), options: products, none: t('promotions.nothing') },
  ];
  return (
    <div className="two-columns">
      {fields.map(({ key, label, options, none }) => (
        <ChoiceField key={key} name={[...at, key]} label={label} options={options} placeholder={none} many="open" />
      ))}
    </div>
  );
}
