import './types.ts';

export { createApp, type AppOptions } from './app.ts';
export { mayDo, SESSION_COOKIE } from './guard.ts';
export { createLog } from './log.ts';
export { statusOf } from './problem.ts';
export type { RawAnswer, RawCall, RawRoute } from './raw.ts';
export {
  guestRoute,
  publicRoute,
  route,
  type AdmitGuest,
  type Authenticate,
  type Call,
  type Credentials,
  type Download,
  type Route,
} from './route.ts';
