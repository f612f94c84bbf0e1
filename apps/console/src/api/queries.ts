import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { Refused } from './client.ts';
import { forgetSession } from './session.ts';

// A session that ended, wherever that shows, brings the sign-in back. A mistyped password is another refusal.
const noticeEnd = (error: Error): void => {
  if (error instanceof Refused && error.problem.code === 'unauthenticated') forgetSession(queries);
};

/** What the console knows of the server's answers. */
export const queries = new QueryClient({
  queryCache: new QueryCache({ onError: noticeEnd }),
  mutationCache: new MutationCache({ onError: noticeEnd }),
  defaultOptions: {
    // A refusal is an answer: asking again gives it again. What did not arrive is tried twice more.
    queries: { retry: (count, error) => !(error instanceof Refused) && count < 2, refetchOnWindowFocus: false },
  },
});
