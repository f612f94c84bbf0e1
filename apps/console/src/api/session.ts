import { useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { ROLE_SCOPES, type Scope, type SessionView } from '@shuke/contract';
import { call, Refused } from './client.ts';

const SESSION = ['session'] as const;

/** Who is signed in; null for nobody. */
export const useSession = () =>
  useQuery({
    queryKey: SESSION,
    staleTime: 60_000,
    queryFn: async ({ signal }): Promise<SessionView | null> => {
      try {
        return await call<SessionView>('/v1/sessions/current', { signal });
      } catch (error) {
        if (error instanceof Refused && error.status === 401) return null;
        throw error;
      }
    },
  });

/** Whether who is signed in may do something, for parts of a page that others would only be refused. The server decides. */
export function useMay(scope: Scope): boolean {
  const { data: session } = useSession();
  return session ? ROLE_SCOPES[session.staff.role].includes(scope) : false;
}

export function useSignIn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { signInName: string; password: string }) =>
      call<SessionView>('/v1/sessions', { method: 'POST', body }),
    onSuccess: (session) => queries.setQueryData(SESSION, session),
  });
}

export function useChangePassword() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { oldPassword: string; newPassword: string }) =>
      call('/v1/sessions/current/password', { method: 'PUT', body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: SESSION }),
  });
}

export function useSignOut() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => call('/v1/sessions/current', { method: 'DELETE' }),
    onSettled: () => forgetSession(queries),
  });
}

/** Ends the session on this side: nobody is signed in, and what they were shown is forgotten. */
export function forgetSession(queries: QueryClient): void {
  // Not `clear`: it would take the session's own query from under the page that watches it.
  queries.setQueryData(SESSION, null);
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION[0] });
}
