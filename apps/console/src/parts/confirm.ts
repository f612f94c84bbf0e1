import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { Refused } from '../api/client.ts';

interface Ask {
  title: string;
  content: string;
  okText: string;
  act: () => Promise<unknown>;
}

/** Asks once more; a refusal is told and the question closes. */
export function useConfirm(): (ask: Ask) => void {
  const { modal } = App.useApp();
  const tell = useTell();
  return ({ act, ...words }) =>
    void modal.confirm({ ...words, icon: null, centered: true, onOk: () => act().then(() => undefined, tell) });
}

/** Tells in passing why something was refused, and what would help. */
export function useTell(): (error: Error) => void {
  const { t } = useTranslation();
  const { message } = App.useApp();
  return (error) =>
    void message.error(error instanceof Refused ? `${error.message} ${error.problem.remedy}` : t('app.unreachable'));
}
