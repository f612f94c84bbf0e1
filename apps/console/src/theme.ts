import type { ThemeConfig } from 'antd';

/**
 * The vermilion of a shop sign on warm paper. Every colour of the console stands here once: style sheets read them as
 * `--ink` and the like, charts and antd as values. Text keeps a contrast of at least 4.5 to 1 on what it stands on.
 */
export const COLORS = {
  ink: '#2b2320',
  muted: '#756a63',
  faint: '#a89c93',
  line: '#eae4dd',
  paper: '#f6f4f1',
  card: '#ffffff',
  sign: '#b93a26',
  'sign-soft': '#fbeeea',
  water: '#2f6f8f',
  'water-soft': '#eaf2f6',
  leaf: '#3b7d4f',
  'leaf-soft': '#edf5ee',
  amber: '#8f5f10',
  'amber-soft': '#fcf4e3',
} as const;

/** Colours of series in charts, told apart by people who see no red or green. */
export const SERIES = ['#b93a26', '#2f6f8f', '#d9a441', '#5b7f5f', '#7b5c8e', '#8a8178'] as const;

/** Colours of the classes of customers: the same class has the same colour wherever it is shown. */
export const CLASS_COLORS = {
  activity: { new: '#2f6f8f', active: '#3b7d4f', cooling: '#d9a441', sleeping: '#b97a4a', lost: '#a89c93' },
  loyalty: { new: '#2f6f8f', occasional: '#c9b08a', regular: '#d9a441', devoted: '#b93a26' },
  value: { top: '#b93a26', middle: '#d9a441', low: '#c9b08a', none: '#cfc5bc' },
} as const;

export const FONT = "system-ui, 'PingFang SC', 'Noto Sans SC', 'Microsoft YaHei', sans-serif";

/** True for people who asked their device for less movement. */
export const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;

export const theme: ThemeConfig = {
  token: {
    motion: !isStill,
    colorPrimary: COLORS.sign,
    colorInfo: COLORS.water,
    colorSuccess: COLORS.leaf,
    colorWarning: '#b7791f',
    colorError: COLORS.sign,
    colorInfoBg: COLORS['water-soft'],
    colorInfoBorder: '#c5dbe6',
    colorSuccessBg: COLORS['leaf-soft'],
    colorSuccessBorder: '#c9e0cd',
    colorWarningBg: COLORS['amber-soft'],
    colorWarningBorder: '#efdcb4',
    colorErrorBg: COLORS['sign-soft'],
    colorErrorBorder: '#f0cdc5',
    colorLink: COLORS.water,
    colorText: COLORS.ink,
    colorTextSecondary: COLORS.muted,
    colorBorderSecondary: COLORS.line,
    colorBgLayout: COLORS.paper,
    borderRadius: 8,
    borderRadiusLG: 12,
    fontFamily: FONT,
  },
  components: {
    Layout: { siderBg: COLORS.ink, headerBg: COLORS.card },
    Menu: { darkItemBg: COLORS.ink, darkItemSelectedBg: COLORS.sign },
    Table: { headerBg: '#faf8f5', headerColor: COLORS.muted, rowHoverBg: '#fbf9f7', headerSplitColor: 'transparent' },
    Segmented: { trackBg: '#efebe6' },
  },
};

/** Makes the colours known to style sheets. */
export function publishColors(root: HTMLElement): void {
  for (const [name, value] of Object.entries(COLORS)) root.style.setProperty(`--${name}`, value);
}
