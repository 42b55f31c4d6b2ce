-- Until when the log of prices holds what the clock changed; see price_sweep.
INSERT INTO counter (series, last) SELECT 'price_sweep', coalesce(max(from_ms), 0) FROM price_log;
