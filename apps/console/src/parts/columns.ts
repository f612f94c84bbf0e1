/** A column of numbers: to the right, never broken. */
export const NUMERIC = { align: 'right', className: 'nowrap' } as const;
