import type { Question } from '../../api/insight.ts';
import { BoardPage } from './board-page.tsx';
import { CohortsPanel } from './guests/cohorts-panel.tsx';
import { MembersPanel } from './guests/members-panel.tsx';
import { NextVisitsPanel } from './guests/next-visits-panel.tsx';
import { ReturningPanel } from './guests/returning-panel.tsx';

/** Who comes, who comes again, and who is due. */
export function GuestsPage() {
  return <BoardPage>{(question) => <Boards question={question} />}</BoardPage>;
}

const Boards = ({ question }: { question: Question }) => (
  <div className="grid">
    <ReturningPanel question={question} />
    <MembersPanel question={question} />
    <NextVisitsPanel question={question} />
    <CohortsPanel question={question} />
  </div>
);
