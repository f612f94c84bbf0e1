import { entry, type RefusalEntry } from './entry.ts';

export const exchange = {
  import_file_missing: entry(
    'invalid',
    ['There is no such file.', '找不到该文件。'],
    ['Check the path and that this user may read it.', '请检查路径以及当前用户是否有读取权限。'],
  ),
  import_file_empty: entry(
    'invalid',
    ['The file is empty.', '文件为空。'],
    ['Export it again from the till.', '请从收银系统重新导出。'],
  ),
  import_file_damaged: entry(
    'invalid',
    ['The compressed file is cut off or damaged.', '压缩文件不完整或已损坏。'],
    [
      'Copy or compress it again; nothing but stores and products was taken from it.',
      '请重新复制或压缩；除门店和商品外未导入任何内容。',
    ],
  ),
  import_file_not_text: entry(
    'invalid',
    ['The file is no text table (CSV).', '该文件不是文本表格（CSV）。'],
    [
      'Save it as CSV (comma, semicolon, tab or bar; UTF-8, UTF-16 or GB18030), compressed with gzip or not.',
      '请另存为 CSV（逗号、分号、制表符或竖线分隔；UTF-8、UTF-16 或 GB18030），可用 gzip 压缩。',
    ],
  ),
  preset_unknown: entry(
    'invalid',
    ['There is no preset of that name.', '没有该名称的预设。'],
    ['Choose one of the list of presets, or leave it out.', '请从预设列表中选择，或不填。'],
  ),
  mapping_invalid: entry(
    'invalid',
    ['A field of the mapping does not fit.', '映射中的某个字段不正确。'],
    ['Correct the field that is named.', '请更正所指出的字段。'],
  ),
  mapping_incomplete: entry(
    'invalid',
    ['The file does not say what a field of the mapping must.', '文件未能确定映射中必需的字段。'],
    ['Set the field that is named in the mapping.', '请在映射中设置所指出的字段。'],
  ),
  columns_unrecognised: entry(
    'invalid',
    [
      "None of the file's columns is recognised: neither a time nor an amount nor a product.",
      '无法识别文件中的任何列：没有时间、金额或商品列。',
    ],
    [
      'Check that it is the export of a till. If it is, say in a mapping which column is what, or choose a preset.',
      '请确认文件由收银系统导出；如是，请在映射中指明各列含义，或选择一个预设。',
    ],
  ),
  column_unknown: entry(
    'invalid',
    ['The mapping names a column that the file does not have.', '映射中的列在文件中不存在。'],
    ['Use one of the headings of the file, spelled as there.', '请使用文件中的列名，拼写须一致。'],
  ),
  currency_differs: entry(
    'invalid',
    ["The file's currency is not the merchant's.", '文件的货币与商户的货币不同。'],
    [
      'Convert the amounts first, or import into a merchant of that currency.',
      '请先换算金额，或导入到使用该货币的商户。',
    ],
  ),
  import_not_found: entry(
    'not_found',
    ['There is no such import.', '没有该导入任务。'],
    ['Check the id, or send the file again.', '请检查编号，或重新上传文件。'],
  ),
  import_running: entry(
    'conflict',
    ['This import is running.', '该导入正在进行。'],
    ['Wait for its end.', '请等待其完成。'],
  ),
  import_ended: entry(
    'conflict',
    ['This import is done.', '该导入已完成。'],
    [
      'Send the file again for another import; what is known stays as it is.',
      '如需再次导入请重新上传；已有内容不会改变。',
    ],
  ),
  import_file_gone: entry(
    'conflict',
    ['The file that was sent is no longer kept.', '上传的文件已不再保留。'],
    ['Send the file again.', '请重新上传文件。'],
  ),
} satisfies Record<string, RefusalEntry>;
