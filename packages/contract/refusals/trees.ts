import { entry, type RefusalEntry } from './entry.ts';

/** Why no trees can be trained, or saved ones not be read. A report names these as reasons. */
export const trees = {
  training_empty: entry(
    'conflict',
    ['There is no row or no column to learn from.', '没有可供学习的数据行或列。'],
    ['Give at least one column and one row that counts.', '请提供至少一列和一行有效数据。'],
  ),
  training_ragged: entry(
    'internal',
    ['Columns, labels and weights do not have the same length.', '列、标签与权重的长度不一致。'],
    ['Give one number for each row in each of them.', '请确保每一项对每一行都有一个数值。'],
  ),
  training_label_invalid: entry(
    'internal',
    ['A label is not one that this kind of model can learn.', '存在该模型无法学习的标签。'],
    [
      'Give 0 or 1 for a yes-or-no model, a finite number for a mean, one from 0 for a count.',
      '二分类请用 0 或 1，均值请用有限数值，计数请用非负数。',
    ],
  ),
  training_one_class: entry(
    'conflict',
    ['All rows have the same outcome, so there is nothing to tell apart.', '所有数据的结果相同，无从区分。'],
    ['Wait until both outcomes have been seen, or choose a longer period.', '请等待两种结果都出现，或选择更长的时期。'],
  ),
  training_weight_invalid: entry(
    'internal',
    ['A weight is negative or not a number.', '存在负数或无效的权重。'],
    ['Give finite weights from 0.', '请使用非负的有限权重。'],
  ),
  training_category_invalid: entry(
    'internal',
    ['A category is not a whole number.', '类别不是整数。'],
    [
      'Number the categories from 0; negative numbers and NaN are missing.',
      '请从 0 开始为类别编号；负数和 NaN 视为缺失。',
    ],
  ),
  training_option_invalid: entry(
    'internal',
    ['An option of the training is out of its range.', '训练选项超出允许范围。'],
    ['Correct the option that is named.', '请更正所指出的选项。'],
  ),
  training_too_large: entry(
    'internal',
    ['The histograms of so many columns and leaves take too much memory.', '列数与叶数过多，所需内存过大。'],
    ['Use fewer leaves or columns.', '请减少叶数或列数。'],
  ),
  trees_unreadable: entry(
    'internal',
    ['These are not saved trees, or another version or damaged ones.', '这不是已保存的模型，或版本不符、已损坏。'],
    ['Train the model again.', '请重新训练模型。'],
  ),
} satisfies Record<string, RefusalEntry>;
