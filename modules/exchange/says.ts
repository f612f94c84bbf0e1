import type { ImportWarning, RejectReason } from '@shuke/contract';

/** Why a row was rejected, for people. */
export const REASON_SAYS: Readonly<Record<RejectReason, string>> = {
  broken_row: 'The row cannot be read: a quote is not closed, or text stands behind a closing quote.',
  missing_column: 'The row ends before this column.',
  extra_column: 'The row has more columns than the headings.',
  missing_value: 'The cell is empty.',
  text_too_long: 'The text is longer than it may be.',
  bad_encoding: 'The text has characters that the encoding of the file does not know.',
  bad_date: 'This is no date of the stated format.',
  date_in_future: 'The date lies more than a day ahead.',
  bad_amount: 'This is no amount in the stated form, or finer than the currency.',
  bad_quantity: 'This is no quantity of at most three decimals in the stated form.',
  bad_discount: 'This is no amount in the stated form.',
  bad_customer: 'This is no identifier of the stated kind.',
  card_number: 'This is a bank card number, which must not be kept.',
  mixed_order: 'Rows with this receipt number differ in store, customer or day.',
  too_many_lines: 'The receipt has more lines than an order may have.',
  return_order: 'The receipt comes to less than zero; returns are not imported yet.',
  order_changed: 'An order of this number is there already, with other content.',
};

/** What a preview wants looked at, for people. */
export const WARNING_SAYS: Readonly<Record<ImportWarning, string>> = {
  guessed_mapping: 'Which column is what was guessed by the headings.',
  ambiguous_date: 'Day and month could change places in every date; state the date format.',
  ambiguous_decimal_mark: 'The amounts could be read with a decimal comma or a decimal point; state the mark.',
  no_order_ref: 'The file numbers no receipts: each row becomes an order of its own.',
  no_customer: 'The file names no customers: all orders stay anonymous.',
  no_amount: 'The file has no amounts: every line comes to zero.',
  no_store: 'The file names no store: all orders go to the store "main".',
  duplicate_column: 'Two columns have the same heading; the first one counts.',
  many_rejects: 'More than half of the first rows would be rejected.',
};
