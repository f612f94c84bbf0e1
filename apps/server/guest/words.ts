/** The languages of the page. */
export type PageLanguage = 'zh' | 'en';

/** As the browser asks; the merchant's own language where it asks for neither. */
export function languageOf(header: string | undefined, fallback: PageLanguage): PageLanguage {
  const asked = (header ?? '').toLowerCase().match(/\b(zh|en)\b/);
  return asked ? (asked[1] as PageLanguage) : fallback;
}

interface Words {
  readonly greeting: (name: string) => string;
  readonly greetingBody: string;
  readonly welcomeBack: string;
  readonly join: string;
  readonly joinBody: string;
  readonly phone: string;
  readonly phoneHint: string;
  readonly send: string;
  readonly joined: string;
  readonly claimed: string;
  readonly failed: string;
  readonly noScript: string;
  readonly sorry: string;
  readonly action: Readonly<Record<'join' | 'claim' | 'menu' | 'link', string>>;
}

export const WORDS: Readonly<Record<PageLanguage, Words>> = {
  zh: {
    greeting: (name) => `欢迎光临${name}`,
    greetingBody: '成为熟客，积分、优惠都不错过。',
    welcomeBack: '欢迎回来！',
    join: '成为熟客',
    joinBody: '留下手机号即可加入，下次到店我们就认识您。',
    phone: '手机号',
    phoneHint: '例如 139 0000 1111',
    send: '加入',
    joined: '已收到，谢谢！结账时报手机号即可。',
    claimed: '已领取，结账时出示券码：',
    failed: '未能提交，请稍后再试或在收银台加入。',
    noScript: '您的浏览器未启用脚本，请在收银台加入。',
    sorry: '抱歉',
    action: { join: '立即加入', claim: '领取', menu: '查看菜单', link: '了解更多' },
  },
  en: {
    greeting: (name) => `Welcome to ${name}`,
    greetingBody: 'Become a regular and miss neither points nor treats.',
    welcomeBack: 'Good to see you again!',
    join: 'Become a regular',
    joinBody: 'Leave your phone number, and next time we know you.',
    phone: 'Phone number',
    phoneHint: 'such as +86 139 0000 1111',
    send: 'Join',
    joined: 'Thank you, we have it. Give your number when you pay.',
    claimed: 'It is yours. Show this code when you pay: ',
    failed: 'That did not work. Try again later, or join at the till.',
    noScript: 'Your browser runs no scripts; please join at the till.',
    sorry: 'Sorry',
    action: { join: 'Join now', claim: 'Get it', menu: 'See the menu', link: 'Find out more' },
  },
};
