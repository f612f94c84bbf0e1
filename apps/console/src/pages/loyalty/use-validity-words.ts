import type { ProgrammeView } from '@shuke/contract';
import { useTranslation } from 'react-i18next';

type Validity = ProgrammeView['stampCards'][number]['validity'];

/** Says how long units can be spent. */
export function useValidityWords(): (validity: Validity) => string {
  const { t } = useTranslation();
  return (validity) => {
    if (validity.kind === 'never_ends') return t('loyalty.validity.neverText');
    if (validity.kind === 'days') return t('loyalty.validity.daysText', { number: validity.days });
    const text = validity.toMonthEnd ? 'monthEndText' : 'monthsText';
    return t(`loyalty.validity.${text}`, { number: validity.months });
  };
}
