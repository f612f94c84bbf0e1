import { BarChartOutlined, CloudUploadOutlined, GiftOutlined } from '@ant-design/icons';

/** The places of the console, in the order in which a shop meets them. */
export const SECTIONS = [
  { key: 'dashboards', icon: <BarChartOutlined aria-hidden /> },
  { key: 'imports', icon: <CloudUploadOutlined aria-hidden /> },
  { key: 'plans', icon: <GiftOutlined aria-hidden /> },
] as const;
