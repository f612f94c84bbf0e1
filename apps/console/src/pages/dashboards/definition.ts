import type { InsightOverview } from '@shuke/contract';
import { useTranslation } from 'react-i18next';

/** Reads a definition in the person's language. */
export function useDefinition(): (definition: InsightOverview['definition']) => string {
  const { i18n } = useTranslation();
  return ({ en, zh }) => (i18n.language === 'en' ? en : zh);
}
