import type { en } from './en.ts';
import { audiences, likely } from './zh-cn/audiences.ts';
import { bills } from './zh-cn/bills.ts';
import { boards } from './zh-cn/boards.ts';
import { channels } from './zh-cn/channels.ts';
import { dashboards } from './zh-cn/dashboards.ts';
import { imports } from './zh-cn/imports.ts';
import { loyalty } from './zh-cn/loyalty.ts';
import { orders } from './zh-cn/orders.ts';
import { payments } from './zh-cn/payments.ts';
import { plans, templates } from './zh-cn/plans.ts';
import { promotions } from './zh-cn/promotions.ts';
import { report } from './zh-cn/report.ts';
import { rules } from './zh-cn/rules.ts';
import { shifts } from './zh-cn/shifts.ts';
import { touchpoints } from './zh-cn/touchpoints.ts';

/** The same keys as English, checked by the compiler. */
export const zhCN: typeof en = {
  app: {
    name: '熟客',
    tagline: '让每位顾客成为熟客',
    promise: '从收银小票出发，给每位顾客最合适的优惠，或者不发；并用对照证明它带来了多少。',
    skip: '跳到内容',
    language: '语言',
    sections: '栏目',
    account: '{{name}}的账户',
    loading: '加载中',
    unknownReason: '未能完成，且服务器给出的原因未知。',
    loadMore: '显示更多',
    definitionOf: '“{{what}}”的统计口径',
    unnamed: '无标识',
    days_one: '{{shown}} 天',
    days_other: '{{shown}} 天',
    dayUnit: '天',
    comma: '，',
    listComma: '、',
    noMerchant: '没有可显示的门店',
    noMerchantWhy: '您的账户属于服务商。本后台只显示一家商户，请使用该商户的账户登录。',
    signOut: '退出登录',
    changePassword: '修改密码',
    broken: '此页面出错了',
    brokenText: '数据没有丢失。请重新加载页面，后台可能刚刚更新过。',
    notFound: '没有这个页面',
    backHome: '回到看板',
    retry: '重试',
    needValue: '此项必填',
    remove: '移除',
    unreachable: '无法连接服务器。请检查网络；数据没有丢失。',
    requestId: '请求编号 {{id}}',
  },
  nav: {
    dashboards: '经营看板',
    audiences: '人群',
    imports: '导入小票',
    payments: '收款对账',
    plans: '营销方案',
    promotions: '促销',
    loyalty: '会员权益',
    orders: '订单',
    bills: '桌台账单',
    channels: '外卖团购',
    shifts: '班次',
    report: '效果报告',
    touchpoints: '触点',
  },
  signIn: {
    title: '登录',
    name: '登录名',
    password: '密码',
    submit: '登录',
    hint: '首次启动服务器时会打印一次性密码。',
    needName: '请输入登录名',
    needPassword: '请输入密码',
  },
  password: {
    title: '设置密码',
    why: '一次性密码只能使用一次。请设置您自己的密码以继续。',
    old: '当前密码',
    fresh: '新密码',
    again: '再次输入新密码',
    rule: '至少 10 个字符，且非常见词',
    differ: '两次输入不一致',
    submit: '保存密码',
    done: '密码已修改',
  },
  dashboards,
  boards,
  audiences,
  rules,
  likely,
  imports,
  payments,
  plans,
  templates,
  promotions,
  loyalty,
  orders,
  bills,
  channels,
  shifts,
  report,
  touchpoints,
};
