import { QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import enUS from 'antd/es/locale/en_US';
import zhCNLocale from 'antd/es/locale/zh_CN';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { BrowserRouter, Navigate, Route, Routes } from 'react-router';
import { queries } from './api/queries.ts';
import { useSession } from './api/session.ts';
import { Shell } from './layout/shell.tsx';
import { Loading } from './parts/loading.tsx';
import { Problem } from './parts/problem.tsx';
import { ChangePasswordPage, FirstPasswordPage } from './pages/change-password.tsx';
import { NoMerchantPage } from './pages/no-merchant.tsx';
import { NotFoundPage } from './pages/not-found.tsx';
import { SignInPage } from './pages/sign-in.tsx';
import { theme } from './theme.ts';

// Charts and tables are fetched with the first page that shows them, so that signing in is quick on a slow line.
const AudiencePage = lazy(async () => ({
  default: (await import('./pages/audiences/audience-page.tsx')).AudiencePage,
}));
const AudiencesPage = lazy(async () => ({
  default: (await import('./pages/audiences/audiences-page.tsx')).AudiencesPage,
}));
const BillPage = lazy(async () => ({ default: (await import('./pages/bills/bill-page.tsx')).BillPage }));
const BillsPage = lazy(async () => ({ default: (await import('./pages/bills/bills-page.tsx')).BillsPage }));
const BuilderPage = lazy(async () => ({
  default: (await import('./pages/audience-builder/builder-page.tsx')).BuilderPage,
}));
const ChannelAccountsPage = lazy(async () => ({
  default: (await import('./pages/channels/accounts-page.tsx')).ChannelAccountsPage,
}));
const ChannelOrderPage = lazy(async () => ({
  default: (await import('./pages/channels/channel-order-page.tsx')).ChannelOrderPage,
}));
const ChannelsPage = lazy(async () => ({
  default: (await import('./pages/channels/channels-page.tsx')).ChannelsPage,
}));
const DashboardsPage = lazy(async () => ({
  default: (await import('./pages/dashboards/dashboards-page.tsx')).DashboardsPage,
}));
const GuestsPage = lazy(async () => ({ default: (await import('./pages/dashboards/guests-page.tsx')).GuestsPage }));
const ReasonsPage = lazy(async () => ({
  default: (await import('./pages/dashboards/reasons-page.tsx')).ReasonsPage,
}));
const ImportPage = lazy(async () => ({ default: (await import('./pages/imports/import-page.tsx')).ImportPage }));
const ImportsPage = lazy(async () => ({ default: (await import('./pages/imports/imports-page.tsx')).ImportsPage }));
const LikelyBuyersPage = lazy(async () => ({
  default: (await import('./pages/likely-buyers/likely-buyers-page.tsx')).LikelyBuyersPage,
}));
const LoyaltyPage = lazy(async () => ({ default: (await import('./pages/loyalty/loyalty-page.tsx')).LoyaltyPage }));
const MemberPage = lazy(async () => ({ default: (await import('./pages/loyalty/member-page.tsx')).MemberPage }));
const OrderPage = lazy(async () => ({ default: (await import('./pages/orders/order-page.tsx')).OrderPage }));
const OrdersPage = lazy(async () => ({ default: (await import('./pages/orders/orders-page.tsx')).OrdersPage }));
const PaymentsPage = lazy(async () => ({
  default: (await import('./pages/payments/payments-page.tsx')).PaymentsPage,
}));
const PlanPage = lazy(async () => ({ default: (await import('./pages/plans/plan-page.tsx')).PlanPage }));
const PlansPage = lazy(async () => ({ default: (await import('./pages/plans/plans-page.tsx')).PlansPage }));
const ProgrammePage = lazy(async () => ({
  default: (await import('./pages/loyalty/programme-page.tsx')).ProgrammePage,
}));
const PromotionEditorPage = lazy(async () => ({
  default: (await import('./pages/promotions/editor-page.tsx')).PromotionEditorPage,
}));
const PromotionPage = lazy(async () => ({
  default: (await import('./pages/promotions/promotion-page.tsx')).PromotionPage,
}));
const PromotionsPage = lazy(async () => ({
  default: (await import('./pages/promotions/promotions-page.tsx')).PromotionsPage,
}));
const ReportPage = lazy(async () => ({ default: (await import('./pages/report/report-page.tsx')).ReportPage }));
const ShiftPage = lazy(async () => ({ default: (await import('./pages/shifts/shift-page.tsx')).ShiftPage }));
const ShiftsPage = lazy(async () => ({ default: (await import('./pages/shifts/shifts-page.tsx')).ShiftsPage }));
const TouchpointsPage = lazy(async () => ({
  default: (await import('./pages/touchpoints/touchpoints-page.tsx')).TouchpointsPage,
}));

export function App() {
  const { i18n } = useTranslation();
  return (
    <ConfigProvider
      theme={theme}
      locale={i18n.language === 'en' ? enUS : zhCNLocale}
      button={{ autoInsertSpace: false }}
    >
      <AntApp>
        <QueryClientProvider client={queries}>
          <BrowserRouter>
            <Pages />
          </BrowserRouter>
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  );
}

function Pages() {
  const { data: session, isPending, error, refetch } = useSession();
  if (isPending) return <Loading height={480} />;
  if (error) return <Problem error={error} onRetry={() => void refetch()} />;
  if (!session) {
    return (
      <Routes>
        <Route path="/sign-in" element={<SignInPage />} />
        <Route path="*" element={<Navigate to="/sign-in" replace />} />
      </Routes>
    );
  }
  if (session.staff.mustChangePassword) return <FirstPasswordPage />;
  if (!session.merchant) return <NoMerchantPage />;
  return (
    <Routes>
      <Route path="/console" element={<Shell session={session} />}>
        <Route index element={<Navigate to="dashboards" replace />} />
        <Route path="dashboards" element={<DashboardsPage />} />
        <Route path="dashboards/guests" element={<GuestsPage />} />
        <Route path="dashboards/reasons" element={<ReasonsPage />} />
        <Route path="audiences" element={<AudiencesPage />} />
        <Route path="audiences/new" element={<BuilderPage />} />
        <Route path="audiences/likely-buyers" element={<LikelyBuyersPage />} />
        <Route path="audiences/:audienceId" element={<AudiencePage />} />
        <Route path="audiences/:audienceId/rule" element={<BuilderPage />} />
        <Route path="imports" element={<ImportsPage />} />
        <Route path="imports/:importId" element={<ImportPage />} />
        <Route path="payments" element={<PaymentsPage />} />
        <Route path="plans" element={<PlansPage />} />
        <Route path="plans/:planId" element={<PlanPage />} />
        <Route path="plans/:planId/report" element={<ReportPage />} />
        <Route path="promotions" element={<PromotionsPage />} />
        <Route path="promotions/new" element={<PromotionEditorPage />} />
        <Route path="promotions/:promotionId" element={<PromotionPage />} />
        <Route path="promotions/:promotionId/rule" element={<PromotionEditorPage />} />
        <Route path="loyalty" element={<LoyaltyPage />} />
        <Route path="loyalty/programme" element={<ProgrammePage />} />
        <Route path="loyalty/members/:customerId" element={<MemberPage />} />
        <Route path="orders" element={<OrdersPage />} />
        <Route path="orders/:orderId" element={<OrderPage />} />
        <Route path="bills" element={<BillsPage />} />
        <Route path="bills/:billId" element={<BillPage />} />
        <Route path="channels" element={<ChannelsPage />} />
        <Route path="channels/accounts" element={<ChannelAccountsPage />} />
        <Route path="channels/orders/:channelOrderId" element={<ChannelOrderPage />} />
        <Route path="shifts" element={<ShiftsPage />} />
        <Route path="shifts/:shiftId" element={<ShiftPage />} />
        <Route path="touchpoints" element={<TouchpointsPage />} />
        <Route path="password" element={<ChangePasswordPage />} />
        <Route path="*" element={<NotFoundPage />} />
      </Route>
      <Route path="*" element={<Navigate to="/console" replace />} />
    </Routes>
  );
}
