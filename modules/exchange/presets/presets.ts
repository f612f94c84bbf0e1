import type { ImportPresetView } from '@shuke/contract';
import { columnsOf } from '../mapping.ts';
import { breadBasket, breadBasketDayFirst } from './bread-basket.ts';
import { coffeeVending } from './coffee-vending.ts';
import { completejourney, completejourneyProducts } from './completejourney.ts';
import type { Preset } from './preset.ts';
import { shuke, shukeProducts } from './shuke.ts';

const presets: readonly Preset[] = [
  shuke,
  shukeProducts,
  coffeeVending,
  completejourney,
  completejourneyProducts,
  breadBasket,
  breadBasketDayFirst,
];

/** The preset of that name, or null. */
export const presetNamed = (name: string): Preset | null => presets.find(({ preset }) => preset === name) ?? null;

const headingsOf = ({ mapping, alsoHas }: Preset): string[] => [
  ...new Set([...columnsOf(mapping).map(({ column }) => column), ...(alsoHas ?? [])]),
];

/** The preset all of whose headings a file has, and of several the one with the most; null where there is none. */
export function detectPreset(columns: readonly string[]): Preset | null {
  const has = new Set(columns);
  const fitting = presets.filter((preset) => headingsOf(preset).every((heading) => has.has(heading)));
  const size = (preset: Preset): number => headingsOf(preset).length;
  return fitting.toSorted((a, b) => size(b) - size(a))[0] ?? null;
}

/** The presets as people choose among them. */
export const importPresets = (): ImportPresetView[] =>
  presets.map((preset) => ({
    preset: preset.preset,
    title: preset.title,
    titleZh: preset.titleZh,
    kind: preset.mapping.kind ?? 'receipts',
    columns: headingsOf(preset),
    mapping: preset.mapping,
  }));
