-- A batch of checkouts numbers its events itself, as it commits.
call shuke_posted_table('outbox_head', 'select, insert, update');
