import {
  BarChartOutlined,
  CloudUploadOutlined,
  GiftOutlined,
  PayCircleOutlined,
  QrcodeOutlined,
  TeamOutlined,
} from '@ant-design/icons';

/** The places of the console, in the order in which a shop meets them. */
export const SECTIONS = [
  { key: 'dashboards', icon: <BarChartOutlined aria-hidden /> },
  { key: 'audiences', icon: <TeamOutlined aria-hidden /> },
  { key: 'imports', icon: <CloudUploadOutlined aria-hidden /> },
  { key: 'plans', icon: <GiftOutlined aria-hidden /> },
  { key: 'payments', icon: <PayCircleOutlined aria-hidden /> },
  { key: 'touchpoints', icon: <QrcodeOutlined aria-hidden /> },
] as const;
