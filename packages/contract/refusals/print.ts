import { entry, type RefusalEntry } from './entry.ts';

export const print = {
  print_job_not_found: entry(
    'not_found',
    ['There is no such print job.', '没有此打印任务。'],
    ['Claim print jobs and use their ids.', '请领取打印任务并使用其编号。'],
  ),
  print_job_not_yours: entry(
    'conflict',
    ['Somebody else has this print job, or it is printed.', '此打印任务由他人领取或已打印。'],
    ['Claim again; print only what a claim answers.', '请重新领取，只打印领取到的任务。'],
  ),
} satisfies Record<string, RefusalEntry>;
