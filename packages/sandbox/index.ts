export {
  createStreet,
  CSV_HEADER,
  type NextDays,
  type Street,
  type StreetOffer,
  type StreetOptions,
  type StreetReceipt,
} from './street.ts';
export type { StreetLine } from './basket.ts';
export type { Guest, GuestKind, Response, ResponseKind } from './guest.ts';
export type { Dish, StreetStore } from './menu.ts';
export { orderBody } from './order-body.ts';
