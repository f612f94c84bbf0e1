import { entry, type RefusalEntry } from './entry.ts';

export const merchant = {
  sign_in_failed: entry(
    'unauthenticated',
    ['The sign-in name or the password is wrong.', '登录名或密码错误。'],
    ['Try again, or have the owner set a new one-time password.', '请重试，或请店主重设一次性密码。'],
  ),
  sign_in_limited: entry(
    'limited',
    ['Too many attempts with this name or from this address.', '此登录名或此地址的尝试次数过多。'],
    ['Wait a quarter of an hour, then try again.', '请十五分钟后再试。'],
  ),
  password_change_required: entry(
    'forbidden',
    ['A one-time password must be changed before anything else.', '一次性密码必须先修改。'],
    ['Choose a password of your own.', '请设置您自己的密码。'],
  ),
  password_too_weak: entry(
    'invalid',
    ['The password is too short or too common.', '密码太短或太常见。'],
    ['Use at least 10 characters that are not a common word.', '请使用至少 10 个字符且非常见词。'],
  ),
  password_wrong: entry(
    'forbidden',
    ['The present password is not the one that was given.', '所填的当前密码不正确。'],
    ['Give the password that you signed in with.', '请填写您登录时使用的密码。'],
  ),
  sign_in_name_taken: entry(
    'conflict',
    ['Somebody has this sign-in name already.', '此登录名已被使用。'],
    ['Choose another name.', '请换一个登录名。'],
  ),
  merchant_not_chosen: entry(
    'invalid',
    ['An agency must say which merchant it acts for.', '服务商必须指明所代表的商户。'],
    ['Send the merchant id in the Shuke-Merchant header.', '请在 Shuke-Merchant 请求头中发送商户编号。'],
  ),
  last_owner: entry(
    'conflict',
    ['The last owner cannot be switched off or lose the role.', '最后一位店主不能停用或降级。'],
    ['Make another owner first.', '请先设置另一位店主。'],
  ),
  code_taken: entry(
    'conflict',
    ['This code is in use already.', '此编码已被使用。'],
    ['Choose another code.', '请换一个编码。'],
  ),
  time_zone_unknown: entry(
    'invalid',
    ['The time zone is not a known one.', '时区无法识别。'],
    ['Use an IANA name such as Asia/Shanghai.', '请使用 IANA 名称，例如 Asia/Shanghai。'],
  ),
} satisfies Record<string, RefusalEntry>;
