import type { ReactNode } from 'react';
import { useInsight, type InsightAnswer, type InsightName, type Question } from '../../api/insight.ts';
import { Answer } from '../../parts/answer.tsx';
import { Panel } from '../../parts/panel.tsx';
import { useDefinition } from './definition.ts';

interface InsightPanelProps<Name extends InsightName> {
  name: Name;
  question: Question;
  title: string;
  className: string;
  children: (data: InsightAnswer<Name>) => ReactNode;
}

/** A panel of one answer, which says how it is counted. */
export function InsightPanel<Name extends InsightName>({
  name,
  question,
  title,
  className,
  children,
}: InsightPanelProps<Name>) {
  const define = useDefinition();
  const answer = useInsight(name, question);
  const info = answer.data ? define(answer.data.definition) : undefined;
  return (
    <Panel className={className} title={title} info={info}>
      <Answer query={answer}>{children}</Answer>
    </Panel>
  );
}
