import { audiences, likely } from './en/audiences.ts';
import { bills } from './en/bills.ts';
import { boards } from './en/boards.ts';
import { channels } from './en/channels.ts';
import { dashboards } from './en/dashboards.ts';
import { imports } from './en/imports.ts';
import { loyalty } from './en/loyalty.ts';
import { orders } from './en/orders.ts';
import { payments } from './en/payments.ts';
import { plans, templates } from './en/plans.ts';
import { promotions } from './en/promotions.ts';
import { report } from './en/report.ts';
import { rules } from './en/rules.ts';
import { shifts } from './en/shifts.ts';
import { touchpoints } from './en/touchpoints.ts';

export const en = {
  app: {
    name: 'Shuke',
    tagline: 'Make every customer a regular',
    promise: "From your till's receipts to the right offer for each customer, or none. And proof of what it earned.",
    skip: 'Skip to content',
    language: 'Language',
    sections: 'Sections',
    account: 'Account of {{name}}',
    loading: 'Loading',
    unknownReason: 'It did not work, and the server gave no reason that this page knows.',
    loadMore: 'Show more',
    definitionOf: 'How "{{what}}" is counted',
    unnamed: 'Without identifier',
    days_one: '{{shown}} day',
    days_other: '{{shown}} days',
    dayUnit: 'days',
    comma: ', ',
    listComma: ', ',
    noMerchant: 'No shop to show',
    noMerchantWhy:
      'Your account belongs to an agency. This console shows one shop; sign in with an account of that shop.',
    signOut: 'Sign out',
    changePassword: 'Change password',
    broken: 'This page broke',
    brokenText: 'Nothing was lost. Load the page again; the console may have been updated meanwhile.',
    notFound: 'There is no such page',
    backHome: 'Back to the dashboards',
    retry: 'Try again',
    needValue: 'This is needed',
    remove: 'Remove',
    unreachable: 'The server cannot be reached. Check the connection; nothing was lost.',
    requestId: 'Request {{id}}',
  },
  nav: {
    dashboards: 'Dashboards',
    audiences: 'Audiences',
    imports: 'Import',
    payments: 'Payments',
    plans: 'Plans',
    promotions: 'Promotions',
    loyalty: 'Loyalty',
    orders: 'Orders',
    bills: 'Table bills',
    channels: 'Channels',
    shifts: 'Shifts',
    report: 'Report',
    touchpoints: 'Touchpoints',
  },
  signIn: {
    title: 'Sign in',
    name: 'Sign-in name',
    password: 'Password',
    submit: 'Sign in',
    hint: 'The first one-time password was printed when the server was first started.',
    needName: 'Enter your sign-in name',
    needPassword: 'Enter your password',
  },
  password: {
    title: 'Choose a password',
    why: 'Your one-time password works once. Choose one of your own to go on.',
    old: 'Present password',
    fresh: 'New password',
    again: 'New password, again',
    rule: 'At least 10 characters, not a common word',
    differ: 'The two are not the same',
    submit: 'Save password',
    done: 'Password changed',
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
