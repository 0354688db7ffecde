-- custkit 12: whom to contact and how, points, experiments.

-- Care (begin).
-- Care (end).

-- Points (begin).
-- Points (end).

-- Trials (begin).
-- Trials (end).
