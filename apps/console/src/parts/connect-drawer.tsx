import { Button, Drawer, Form, type FormInstance } from 'antd';
import type { ReactNode } from 'react';
import { RefusalAlert } from './refusal-alert.tsx';

/** What a change of the server tells of itself. */
interface Change {
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly reset: () => void;
}

interface ConnectDrawerProps<Fields extends object> {
  /** Begins the ids of its fields. */
  name: string;
  form: FormInstance<Fields>;
  isOpen: boolean;
  title: string;
  text?: string;
  /** What the button says. */
  act: string;
  /** Those that its button starts: what they refuse is told, and forgotten as it closes. */
  changes: readonly Change[];
  initialValues: object;
  onSubmit: (fields: Fields) => void;
  onClose: () => void;
  children: ReactNode;
}

/** A form at the side in which an account elsewhere is connected or changed. */
export function ConnectDrawer<Fields extends object>(props: ConnectDrawerProps<Fields>) {
  const { name, form, isOpen, title, text, act, changes, initialValues, onSubmit, children } = props;
  const close = () => {
    for (const change of changes) change.reset();
    props.onClose();
  };
  const footer = (
    <Button type="primary" block onClick={form.submit} loading={changes.some(({ isPending }) => isPending)}>
      {act}
    </Button>
  );
  return (
    <Drawer open={isOpen} onClose={close} title={title} size={480} footer={footer} destroyOnHidden>
      {text === undefined ? null : <p className="muted">{text}</p>}
      <RefusalAlert error={changes.map(({ error }) => error).find((error) => error !== null) ?? null} />
      <Form name={name} form={form} layout="vertical" onFinish={onSubmit} initialValues={initialValues} clearOnDestroy>
        {children}
      </Form>
    </Drawer>
  );
}
