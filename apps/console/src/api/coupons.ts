import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CouponTemplateView, NewCouponTemplate } from '@shuke/contract';
import { call } from './client.ts';
import { useIntention } from './intention.ts';

const TEMPLATES = ['coupon-templates'] as const;

/** The coupon templates that can be given, at most the 200 newest. */
export const useActiveTemplates = () =>
  useQuery({
    queryKey: TEMPLATES,
    queryFn: async ({ signal }) => {
      const page = await call<{ items: CouponTemplateView[] }>('/v1/coupon-templates', {
        query: { limit: 200 },
        signal,
      });
      return page.items.filter((template) => template.active);
    },
  });

export function useCreateTemplate() {
  const queries = useQueryClient();
  const once = useIntention();
  return useMutation({
    mutationFn: (body: NewCouponTemplate) =>
      once(body, (key) => call<CouponTemplateView>('/v1/coupon-templates', { method: 'POST', body, key })),
    onSuccess: () => queries.invalidateQueries({ queryKey: TEMPLATES }),
  });
}
