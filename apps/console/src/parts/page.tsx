import { ArrowLeftOutlined } from '@ant-design/icons';
import { useEffect, type ReactNode } from 'react';
import { Link } from 'react-router';

interface PageProps {
  title: string;
  subtitle?: ReactNode;
  /** Where this page was come to from. */
  back?: { to: string; label: string };
  actions?: ReactNode;
  children: ReactNode;
}

/** A page's heading, what can be done on it, and its content. */
export function Page({ title, subtitle, back, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · 熟客 Shuke`;
  }, [title]);
  return (
    <div className="page">
      <header className="page-head">
        <div>
          {back ? (
            <Link className="page-back" to={back.to}>
              <ArrowLeftOutlined aria-hidden /> {back.label}
            </Link>
          ) : null}
          <h1>{title}</h1>
          {subtitle ? <div className="page-subtitle">{subtitle}</div> : null}
        </div>
        <div className="page-actions">{actions}</div>
      </header>
      {children}
    </div>
  );
}
