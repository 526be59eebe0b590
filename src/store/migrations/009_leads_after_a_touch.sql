-- A lead waits though they were spoken with on its day, where that was before it came in: touches
-- count here up to the day after that of its instant, as the clocks of the store may be ahead of it.
-- Days are compared as if every month had 31 of them.
INSERT INTO follow_up (owner, lane, day, account)
SELECT DISTINCT account.owner, 4, deal.opened_on, account.id
  FROM account
  JOIN deal ON deal.account = account.id AND deal.state = 'open' AND deal.removed_op IS NULL
 WHERE account.owner IS NOT NULL AND account.removed_op IS NULL
   AND deal.received_at IS NOT NULL
   AND (account.tried_on IS NULL OR
        CAST(substr(account.tried_on, 1, 4) AS BIGINT) * 372
        + CAST(substr(account.tried_on, 6, 2) AS BIGINT) * 31
        + CAST(substr(account.tried_on, 9, 2) AS BIGINT)
        <= CAST(substr(deal.received_at, 1, 4) AS BIGINT) * 372
         + CAST(substr(deal.received_at, 6, 2) AS BIGINT) * 31
         + CAST(substr(deal.received_at, 9, 2) AS BIGINT) + 4)
   AND (account.reached_on IS NULL OR
        CAST(substr(account.reached_on, 1, 4) AS BIGINT) * 372
        + CAST(substr(account.reached_on, 6, 2) AS BIGINT) * 31
        + CAST(substr(account.reached_on, 9, 2) AS BIGINT)
        <= CAST(substr(deal.received_at, 1, 4) AS BIGINT) * 372
         + CAST(substr(deal.received_at, 6, 2) AS BIGINT) * 31
         + CAST(substr(deal.received_at, 9, 2) AS BIGINT) + 4)
   AND NOT EXISTS (SELECT 1 FROM follow_up known
                    WHERE known.owner = account.owner AND known.lane = 4
                      AND known.day = deal.opened_on AND known.account = account.id);
