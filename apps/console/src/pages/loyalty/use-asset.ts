import { useTranslation } from 'react-i18next';
import { useProgramme } from '../../api/loyalty.ts';
import { useFormat } from '../../parts/format.ts';

export interface AssetWords {
  /** The name of units, or null of money. */
  readonly name: (asset: string) => string | null;
  /** An amount of the asset: money in its currency, units whole. */
  readonly amount: (asset: string, amount: string) => string;
  /** The same with its sign. */
  readonly change: (asset: string, amount: string) => string;
}

/** Says amounts of the ledger's assets: the shop's money, `points:PROGRAMME` and `stamp:CARD`. */
export function useAsset(): AssetWords {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: programme } = useProgramme();
  const isUnits = (asset: string) => asset.includes(':');
  return {
    name: (asset) => {
      if (asset.startsWith('points:')) return t('loyalty.points');
      if (!asset.startsWith('stamp:')) return null;
      const cardId = asset.slice('stamp:'.length);
      return programme?.stampCards.find((card) => card.cardId === cardId)?.name ?? cardId;
    },
    amount: (asset, amount) => (isUnits(asset) ? format.number(Number(amount)) : format.money(amount)),
    change: (asset, amount) => {
      if (!isUnits(asset)) return format.signedMoney(amount);
      const units = format.number(Number(amount));
      return Number(amount) > 0 ? `+${units}` : units;
    },
  };
}
