import { useTranslation } from 'react-i18next';
import { COLUMN_FIELDS } from './mapping-fields.ts';

const SETTINGS = ['dateFormat', 'decimalMark', 'thousandsMark', 'timeZone', 'currency'] as const;

/** Names a field of a mapping, such as `columns.orderedAt`, in the person's language. */
export function useFieldName(): (field: string) => string {
  const { t } = useTranslation();
  return (field) => {
    const column = COLUMN_FIELDS.find(({ name }) => field === `columns.${name}`);
    if (field === 'columns') return t('imports.whichColumn');
    if (column) return t(`imports.columns.${column.name}`);
    const setting = SETTINGS.find((name) => name === field);
    return setting ? t(`imports.${setting}`) : field;
  };
}
