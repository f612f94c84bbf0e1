import type { Question } from '../../api/insight.ts';
import { BoardPage } from './board-page.tsx';
import { ChangePanel } from './reasons/change-panel.tsx';
import { HotElsewherePanel } from './reasons/hot-elsewhere-panel.tsx';
import { ScorePanel } from './reasons/score-panel.tsx';

/** What a change is made of, how well a store stands, and what sells elsewhere and not here. */
export function ReasonsPage() {
  return <BoardPage>{(question) => <Boards question={question} />}</BoardPage>;
}

const Boards = ({ question }: { question: Question }) => (
  <div className="grid">
    <ChangePanel question={question} />
    <ScorePanel question={question} />
    <HotElsewherePanel question={question} />
  </div>
);
