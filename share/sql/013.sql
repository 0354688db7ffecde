-- custkit 13: one name for a trial that holds a customer out, and for the thanks for a first
-- purchase; views for people and for BI tools.

-- An alert and a list of care name that trial alike.  The images of undo name their columns.
ALTER TABLE alert RENAME COLUMN trial TO held_out;
UPDATE undo SET old = json_set(json_remove(old, '$.trial'), '$.held_out', old ->> '$.trial')
  WHERE of_table = 'alert' AND json_type(old, '$.trial') IS NOT NULL;

-- A customer has one first purchase, whose date may change: the occasion has no date.
UPDATE care SET occasion = 'thanks/first' WHERE occasion GLOB 'thanks/[0-9]*';
UPDATE touch SET settles = replace(settles, substr(settles, instr(settles, 'thanks/'), 17),
  'thanks/first') WHERE ' ' || settles GLOB '* thanks/[0-9]*';

-- Views (begin).  Amounts are in units of the currency, and dates are ISO 8601.  What is void is left
-- out, and who was erased stays with the tombstone, as in the lists of the tools.  DuckDB parses
-- these statements and writes them anew: it takes count(o.id), but not count(*) or IS NOT 'void'.

CREATE VIEW v_customer AS             -- one row per customer
SELECT c.customer_id, c.name, c.email, c.phone, c.birthday, c.birthday_calendar, c.gender,
  c.country, c.region, c.city, c.channel, c.plan, c.acquired, c.preferred_channel, c.attrs,
  c.source, c.external_id,
  coalesce(h.orders, 0) AS orders,
  h.first_date, h.last_date,
  coalesce(h.spend, 0) / 1e4 AS spend,
  iif(h.uncosted = 0, (h.costed - h.cost) / 1e4, NULL) AS profit,
  substr(f.at, 1, 10) AS forgotten
FROM customer AS c LEFT JOIN history AS h USING (customer_id)
LEFT JOIN forgotten AS f USING (customer_id);

CREATE VIEW v_order_line AS           -- one row per order line
SELECT o.id AS line_id, o.order_id, o.source, o.customer_id, c.name, o.date, o.day,
  o.amount / 1e4 AS amount,
  o.sku, o.quantity,
  o.cost / 1e4 AS cost,
  o.discount / 1e4 AS discount,
  o.channel, o.batch
FROM orders AS o LEFT JOIN customer AS c USING (customer_id);

CREATE VIEW v_order AS                -- one row per order of a customer; a line without a number is one
SELECT o.order_id, o.source, o.customer_id, c.name,
  min(o.date) AS date,
  min(o.day) AS day,
  count(o.id) AS lines,
  sum(o.amount) / 1e4 AS amount,
  sum(max(o.amount, 0)) / 1e4 AS paid,
  sum(max(-o.amount, 0)) / 1e4 AS refunded,
  sum(o.quantity) AS quantity,
  iif(count(o.cost) = count(o.id), sum(o.cost) / 1e4, NULL) AS cost,
  sum(o.discount) / 1e4 AS discount,
  min(o.channel) AS channel
FROM orders AS o LEFT JOIN customer AS c USING (customer_id)
GROUP BY o.customer_id, o.order_id, o.source, iif(o.order_id IS NULL, o.id, 0);

CREATE VIEW v_feedback AS             -- one row per case that is not void, with its latest state
SELECT f.case_id, f.customer_id, c.name, f.date, f.day, f.channel, f.kind, f.score, f.text,
  coalesce((SELECT department FROM feedback_event AS x WHERE x.case_id = f.case_id
    AND department IS NOT NULL ORDER BY event_id DESC LIMIT 1), f.department) AS department,
  f.wanted, f.severity, f.order_id, f.touchpoint,
  coalesce(e.state, 'received') AS state,
  coalesce(e.at, f.date) AS changed,
  (SELECT owner FROM feedback_event AS x WHERE x.case_id = f.case_id
    AND owner IS NOT NULL ORDER BY event_id DESC LIMIT 1) AS owner,
  (SELECT outcome FROM feedback_event AS x WHERE x.case_id = f.case_id
    AND outcome IS NOT NULL ORDER BY event_id DESC LIMIT 1) AS outcome,
  (SELECT cause FROM feedback_event AS x WHERE x.case_id = f.case_id
    AND cause IS NOT NULL ORDER BY event_id DESC LIMIT 1) AS cause,
  (SELECT score FROM feedback_event AS x WHERE x.case_id = f.case_id
    AND score IS NOT NULL ORDER BY event_id DESC LIMIT 1) AS follow_up
FROM feedback AS f LEFT JOIN customer AS c USING (customer_id)
LEFT JOIN feedback_event AS e ON e.event_id =
  (SELECT max(event_id) FROM feedback_event AS x WHERE x.case_id = f.case_id)
WHERE coalesce(e.state, 'received') <> 'void';

CREATE VIEW v_touch AS                -- one row per contact
SELECT t.touch_id, t.customer_id, c.name, t.date, t.day, t.channel, t.direction, t.touchpoint,
  t.journey, t.score, t.agent, t.note, t.settles
FROM touch AS t LEFT JOIN customer AS c USING (customer_id);

CREATE VIEW v_promise AS              -- one row per promise, with its latest state
SELECT p.promise_id, p.customer_id, c.name, p.date, p.day, p.promise, p.due, p.channel,
  p.touchpoint, p.order_id, p.case_id, p.agent,
  CASE e.step WHEN 'keep' THEN 'kept' WHEN 'break' THEN 'broken' ELSE 'open' END AS state,
  e.at AS ended
FROM promise AS p LEFT JOIN customer AS c USING (customer_id)
LEFT JOIN promise_event AS e ON e.event_id =
  (SELECT max(event_id) FROM promise_event AS x WHERE x.promise_id = p.promise_id
    AND x.step IN ('keep', 'break'));

CREATE VIEW v_winback AS              -- one row per attempt to win a customer back, with its result
SELECT w.winback_id, w.customer_id, c.name, w.date, w.day, w.reason, w.offer, w.agent,
  w.cost / 1e4 AS cost,
  w.until,
  coalesce((SELECT step FROM winback_event AS e WHERE e.winback_id = w.winback_id
    ORDER BY event_id DESC LIMIT 1), 'open') AS result
FROM winback AS w LEFT JOIN customer AS c USING (customer_id);

CREATE VIEW v_points AS               -- one row per entry of the ledger of points
SELECT p.entry_id, p.customer_id, c.name, p.date, p.day, p.step, p.points,
  coalesce(p.lot, p.entry_id) AS lot,
  p.usable, p.expires, p.order_id,
  p.amount / 1e4 AS amount,
  p.rule, p.reason, p.agent
FROM points AS p LEFT JOIN customer AS c USING (customer_id);

CREATE VIEW v_segment AS              -- one row per scheme and customer with a label: the latest one
SELECT r.scheme, l.customer_id, c.name, l.label, r.as_of AS since
FROM segment_label AS l JOIN segment_run AS r USING (run_id)
LEFT JOIN customer AS c USING (customer_id)
WHERE l.label IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM segment_label AS l2 JOIN segment_run AS r2 USING (run_id)
  WHERE l2.customer_id = l.customer_id AND r2.scheme = r.scheme AND r2.as_of > r.as_of);

-- Views (end).
