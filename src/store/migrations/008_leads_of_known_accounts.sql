-- A lead waits for an answer where the account is known already, too: its day stands in the lane of
-- what nobody was reached for (4).
INSERT INTO follow_up (owner, lane, day, account)
SELECT DISTINCT account.owner, 4, deal.opened_on, account.id
  FROM account
  JOIN deal ON deal.account = account.id AND deal.state = 'open' AND deal.removed_op IS NULL
 WHERE account.owner IS NOT NULL AND account.removed_op IS NULL
   AND deal.received_at IS NOT NULL
   AND (account.tried_on IS NULL OR account.tried_on <= substr(deal.received_at, 1, 10))
   AND (account.reached_on IS NULL OR account.reached_on <= substr(deal.received_at, 1, 10))
   AND NOT EXISTS (SELECT 1 FROM follow_up known
                    WHERE known.owner = account.owner AND known.lane = 4
                      AND known.day = deal.opened_on AND known.account = account.id);
