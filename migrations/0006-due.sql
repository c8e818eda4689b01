-- Workers take the oldest due cases of each workflow in turn, so the order of due heads is kept by workflow.
create index heads_due_by_workflow on heads (workflow, due_at) where due_at is not null;
drop index heads_due;
