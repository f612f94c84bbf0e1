import { entry, type RefusalEntry } from './entry.ts';

export const touchpoint = {
  touchpoint_code_invalid: entry(
    'not_found',
    ['This code was not made here.', '此码并非由本系统生成。'],
    ['Scan the code again, or ask the staff for another one.', '请重新扫码，或请店员提供其他码。'],
  ),
  touchpoint_code_expired: entry(
    'not_found',
    ['This code is no longer in use.', '此码已停用。'],
    ['Scan the code that hangs in the shop now.', '请扫描店内现用的码。'],
  ),
  touchpoint_codes_guessed: entry(
    'limited',
    ['Too many codes from this address were wrong.', '此地址多次发送错误的码。'],
    ['Wait a quarter of an hour, then scan the code in the shop.', '请十五分钟后再扫描店内的码。'],
  ),
  touchpoint_not_found: entry(
    'not_found',
    ['There is no such touchpoint.', '没有此触点。'],
    ['Check the id in the list of touchpoints.', '请在触点列表中核对编号。'],
  ),
  touchpoint_label_taken: entry(
    'conflict',
    ['This store has a touchpoint of this kind and label already.', '该门店已有同类同名的触点。'],
    ['Choose another label.', '请换一个名称。'],
  ),
  touchpoint_invalid: entry(
    'invalid',
    ['What is said of the touchpoint does not fit together.', '触点的设置互相矛盾。'],
    ['Correct the field that is named.', '请更正所指出的字段。'],
  ),
  joins_flooded: entry(
    'limited',
    ['Too many joins came from this address.', '此地址的入会次数过多。'],
    ['Wait a quarter of an hour, or join at the till.', '请十五分钟后再试，或在收银台加入。'],
  ),
  consent_missing: entry(
    'invalid',
    ['Joining needs your consent to being kept as a member.', '入会需要您同意会员信息处理。'],
    ['Read the words and tick them, or go on without joining.', '请阅读并勾选同意，或不入会继续浏览。'],
  ),
  consent_outdated: entry(
    'conflict',
    ['The words of the consent have changed meanwhile.', '同意条款已更新。'],
    ['Load the page again and read them.', '请刷新页面并重新阅读。'],
  ),
  guest_not_joined: entry(
    'conflict',
    ['A coupon is for who has joined on this device.', '需先在此设备上加入，方可领取。'],
    ['Join on this page, then take it.', '请先在本页加入，再领取。'],
  ),
  content_not_found: entry(
    'not_found',
    ['There is no such content.', '没有此内容。'],
    ['Check the id in the list of contents.', '请在内容列表中核对编号。'],
  ),
  content_invalid: entry(
    'invalid',
    ['What is said of the content does not fit together.', '内容的设置互相矛盾。'],
    ['Correct the field that is named.', '请更正所指出的字段。'],
  ),
  position_implausible: entry(
    'conflict',
    ['Nobody travels as fast as this device says.', '此设备的移动速度不合常理。'],
    ['Send the device’s real position.', '请发送设备的真实位置。'],
  ),
} satisfies Record<string, RefusalEntry>;
