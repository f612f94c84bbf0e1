import { entry, type RefusalEntry } from './entry.ts';

/** Consent, notes, profiles and tags. */
export const knowing = {
  consent_wording_unknown: entry(
    'invalid',
    ['There is no such version of the wording of this purpose.', '该用途没有此版本的告知文本。'],
    ['Name the version that the person was shown.', '请填写向顾客展示的文本版本。'],
  ),
  consent_time_invalid: entry(
    'invalid',
    ['The consent is dated later than now.', '同意时间晚于当前时间。'],
    ['Send when the person said so, or leave it out.', '请填写顾客表示同意的时间，或留空。'],
  ),
  note_not_found: entry(
    'not_found',
    ['There is no such note, or it is not for your role.', '没有此备注，或您的角色无权查看。'],
    ['Look at the notes of the customer again.', '请重新查看该顾客的备注。'],
  ),
  note_already_over: entry(
    'invalid',
    ['The note would end before it begins.', '备注的到期时间早于当前时间。'],
    ['Choose a later end, or none.', '请选择更晚的到期时间，或不设到期。'],
  ),
  notes_too_many: entry(
    'conflict',
    ['The customer has as many notes as can be read while a guest waits.', '该顾客的备注已达上限。'],
    ['Take one away that is no longer needed.', '请先移除不再需要的备注。'],
  ),
  profile_birthday_invalid: entry(
    'invalid',
    ['The birthday is no day that there was.', '生日不是有效日期。'],
    ['Send YYYY-MM-DD, or --MM-DD without the year.', '请发送 YYYY-MM-DD，或不含年份的 --MM-DD。'],
  ),
  tag_value_unknown: entry(
    'invalid',
    ['No word of the lexicon has this key.', '词库中没有此标签。'],
    [
      'Choose one of the suggestions, add the word to the lexicon, or write a free tag.',
      '请选择建议的标签，或先将其加入词库，或使用自由标签。',
    ],
  ),
  tags_too_many: entry(
    'conflict',
    ['Staff have said as much of this customer as is kept.', '该顾客由员工添加的标签已达上限。'],
    ['Nothing more can be added by hand; orders still teach.', '无法再手动添加；订单仍会继续学习。'],
  ),
  tag_not_found: entry(
    'not_found',
    ['The customer has no such tag.', '该顾客没有此标签。'],
    ['Look at the tags of the customer again.', '请重新查看该顾客的标签。'],
  ),
  lexicon_terms_taken: entry(
    'conflict',
    ['Another word of the lexicon is written so.', '词库中另一词条已使用此写法。'],
    ['Change the term that is named, or that word.', '请更改所指出的写法，或修改该词条。'],
  ),
} satisfies Record<string, RefusalEntry>;
