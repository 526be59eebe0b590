-- Keys of a site tell how the name beside it sounds, so that of those who share a house most are told
-- apart without being read. Those of before are made again by the next command that writes keys.
INSERT INTO meta (name, value)
SELECT 'match_keys', 'old' WHERE EXISTS (SELECT 1 FROM match_key)
ON CONFLICT (name) DO NOTHING;
