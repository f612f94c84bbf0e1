import {
  BarChartOutlined,
  CloudUploadOutlined,
  CoffeeOutlined,
  CrownOutlined,
  FieldTimeOutlined,
  GiftOutlined,
  PayCircleOutlined,
  ProfileOutlined,
  ShopOutlined,
  QrcodeOutlined,
  TagsOutlined,
  TeamOutlined,
} from '@ant-design/icons';

/** The places of the console, in the order in which a shop meets them. */
export const SECTIONS = [
  { key: 'dashboards', icon: <BarChartOutlined aria-hidden /> },
  { key: 'audiences', icon: <TeamOutlined aria-hidden /> },
  { key: 'imports', icon: <CloudUploadOutlined aria-hidden /> },
  { key: 'plans', icon: <GiftOutlined aria-hidden /> },
  { key: 'promotions', icon: <TagsOutlined aria-hidden /> },
  { key: 'loyalty', icon: <CrownOutlined aria-hidden /> },
  { key: 'orders', icon: <ProfileOutlined aria-hidden /> },
  { key: 'bills', icon: <CoffeeOutlined aria-hidden /> },
  { key: 'channels', icon: <ShopOutlined aria-hidden /> },
  { key: 'payments', icon: <PayCircleOutlined aria-hidden /> },
  { key: 'shifts', icon: <FieldTimeOutlined aria-hidden /> },
  { key: 'touchpoints', icon: <QrcodeOutlined aria-hidden /> },
] as const;
