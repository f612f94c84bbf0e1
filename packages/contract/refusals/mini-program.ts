import { entry, type RefusalEntry } from './entry.ts';

export const miniProgram = {
  guest_session_missing: entry(
    'unauthenticated',
    ['You are not signed in on this phone, or no longer.', '此手机未登录，或登录已失效。'],
    ['Open the mini program again; it signs in by itself.', '请重新打开小程序，将自动登录。'],
  ),
  mini_program_account_not_found: entry(
    'not_found',
    ['There is no such mini program, or it is switched off.', '没有此小程序，或已停用。'],
    ['Check the id in the list of mini programs.', '请在小程序列表中核对编号。'],
  ),
  mini_program_account_exists: entry(
    'conflict',
    ['This mini program is connected already.', '此小程序已连接。'],
    ['Change the account that it has, or switch that off first.', '请修改现有账户，或先将其停用。'],
  ),
  mini_program_code_invalid: entry(
    'invalid',
    [
      'WeChat does not take this code: it is used up, too old or none of its own.',
      '微信不接受此凭证：已使用、过期或无效。',
    ],
    ['Ask WeChat for a new code and send that.', '请向微信重新获取凭证后再试。'],
  ),
  mini_program_guest_blocked: entry(
    'forbidden',
    ['WeChat does not let this guest in, as their account is at risk.', '微信提示该用户存在风险，已拦截登录。'],
    ['Order at the till, or ask WeChat about your account.', '请到收银台下单，或向微信咨询账号情况。'],
  ),
  mini_program_busy: entry(
    'unavailable',
    ['WeChat does not answer, or asks us to come later.', '微信无响应，或要求稍后再试。'],
    ['Try again in a moment with a new code.', '请稍后用新的凭证重试。'],
  ),
  mini_program_misconfigured: entry(
    'unavailable',
    ['WeChat does not accept what this shop proves its mini program with.', '微信不接受本店小程序的密钥。'],
    ['Ask the shop: its app id or secret at WeChat has changed.', '请联系商家核对小程序的 AppID 与密钥。'],
  ),
  mini_program_orders_flooded: entry(
    'limited',
    ['Too many orders were begun by this guest in a short time.', '短时间内发起的订单过多。'],
    ['Pay one of them, or wait as long as is said.', '请先支付其中一笔，或稍后再试。'],
  ),
} satisfies Record<string, RefusalEntry>;
