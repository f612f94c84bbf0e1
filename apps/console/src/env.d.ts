// What the bundler resolves and the type checker, which reads modules as Node does, cannot.
declare module '*.css';
declare module '*.svg' {
  const address: string;
  export default address;
}
declare module 'antd/es/locale/en_US' {
  import type { ConfigProviderProps } from 'antd';
  const locale: ConfigProviderProps['locale'];
  export default locale;
}
declare module 'antd/es/locale/zh_CN' {
  export { default } from 'antd/es/locale/en_US';
}
