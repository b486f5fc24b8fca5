-- What the audit has, in words that promise no more than is done: rows that shops and partners write (createProducts and its like) leave no entry.
COMMENT ON TABLE souk.audit IS $$
What was done to tokens, grants and apps, by whom it was; what operators and partners read of marked data (@audited); what operators and partners did by functions that
record it, such as the steps of a campaign and refunds. Not what is written into tables as it is (souk.offer_writes), nor what a function does not record: the outbox tells
which rows changed, not who changed them. Append-only: no role has a right to change entries, and row security has no rule for it; its owner could give itself both.
$$;
COMMENT ON FUNCTION souk.record(text, text, jsonb) IS 'Appends an entry about the viewer of this transaction. A function that wants its acts on record calls it; nothing else does for it.';
