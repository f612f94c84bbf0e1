import type { Problem } from '@shuke/contract';
import { Refused } from './client.ts';

export interface Upload {
  path: string;
  file: Blob;
  /** Told how much has been sent, 0 to 100. */
  onPercent: (percent: number) => void;
}

/** Sends a file as it is. By XMLHttpRequest, because `fetch` does not tell how much of a file has been sent. */
export function upload<T>({ path, file, onPercent }: Upload): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('accept-language', document.documentElement.lang);
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => onPercent(total > 0 ? Math.floor((loaded / total) * 100) : 0);
    request.onerror = () => reject(new TypeError('the connection failed'));
    request.onload = () =>
      request.status < 300
        ? resolve(request.response as T)
        : reject(refusalOf(request.status, request.response as Problem | null));
    request.send(file);
  });
}

const refusalOf = (status: number, problem: Problem | null): Refused =>
  new Refused(status, problem ?? { code: 'unreadable_answer', says: `HTTP ${status}`, remedy: '', requestId: '' });
