SELECT '{"merchants": {"totalCount": 0}}'::jsonb
