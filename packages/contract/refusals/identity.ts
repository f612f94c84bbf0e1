import { entry, type RefusalEntry } from './entry.ts';

export const identity = {
  identifier_not_found: entry(
    'not_found',
    ['The customer does not have this identifier.', '该顾客没有此标识。'],
    ["Take one of the customer's own identifiers.", '请使用该顾客自己的标识。'],
  ),
  recognition_store_unknown: entry(
    'not_found',
    ['There is no such store.', '没有这家门店。'],
    ['Send the id of one of your stores.', '请发送您的一家门店的编号。'],
  ),
  member_code_invalid: entry(
    'invalid',
    ['This is not a member code of this merchant.', '这不是本商户的会员码。'],
    ['Ask the guest to open their member code and scan it again.', '请顾客打开会员码后重新扫描。'],
  ),
  member_code_expired: entry(
    'invalid',
    ['The member code is too old, as a picture of one is.', '会员码已过期，可能是截图。'],
    ['Ask the guest to open the code anew; it changes every 30 seconds.', '请顾客重新打开会员码，它每 30 秒更新一次。'],
  ),
  member_code_used: entry(
    'conflict',
    ['The member code was shown at another till a moment ago.', '会员码刚才已在另一台收银机使用。'],
    ['Wait for the next code, at most 30 seconds.', '请等待下一个会员码，最多 30 秒。'],
  ),
  verification_limited: entry(
    'limited',
    ['Too many codes were sent to this phone.', '向此手机号发送的验证码过多。'],
    ['Wait until the time that is named, then ask for a code again.', '请在所示时间之后重新获取验证码。'],
  ),
  verification_not_found: entry(
    'not_found',
    ['There is no such verification.', '没有这项验证。'],
    ['Ask for a new code.', '请重新获取验证码。'],
  ),
  verification_expired: entry(
    'conflict',
    ['The code can no longer be used.', '验证码已失效。'],
    ['Ask for a new code.', '请重新获取验证码。'],
  ),
  verification_wrong: entry(
    'conflict',
    ['The code is wrong.', '验证码错误。'],
    ['Type the six digits that were sent to the phone.', '请输入发送到手机的六位数字。'],
  ),
  verification_for_keys: entry(
    'forbidden',
    ['A code is handed only to the system that sends it.', '验证码只交给负责发送的系统。'],
    ['Collect it with an API key that may customer:verify.', '请使用具有 customer:verify 权限的 API 密钥领取。'],
  ),
} satisfies Record<string, RefusalEntry>;
