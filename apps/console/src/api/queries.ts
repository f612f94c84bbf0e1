import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { Refused } from './client.ts';
import { forgetSession } from './session.ts';

// A session that ended, wherever that shows, brings the sign-in back. A mistyped password is another refusal.
const noticeEnd = (error: Error): void => {
  if (error instanceof Refused && error.problem.code === 'unauthenticated') forgetSession(queries);
};

const isBusy = (error: Error): boolean => error instanceof Refused && error.status === 503;

// A refusal is an answer: asking again gives it again, but that of a server which is starting or at its limit. What did not
// arrive is tried twice more.
const isTriedAgain = (count: number, error: Error): boolean =>
  isBusy(error) ? count < 10 : !(error instanceof Refused) && count < 2;
const waitMs = (count: number, error: Error): number => (isBusy(error) ? 2_000 : 1_000 * 2 ** count);

/** What the console knows of the server's answers. */
export const queries = new QueryClient({
  queryCache: new QueryCache({ onError: noticeEnd }),
  mutationCache: new MutationCache({ onError: noticeEnd }),
  defaultOptions: {
    queries: { retry: isTriedAgain, retryDelay: waitMs, refetchOnWindowFocus: false },
  },
});
