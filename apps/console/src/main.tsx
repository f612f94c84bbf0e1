import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './i18n/index.ts';
import './style/base.css';
import './style/shell.css';
import './style/parts.css';
import './style/lists.css';
import './style/pages.css';
import { App } from './app.tsx';
import { publishColors } from './theme.ts';

publishColors(document.documentElement);

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
